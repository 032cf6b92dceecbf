#!/usr/bin/env node
// What kubectl runs to complete `kubectl meshaudit …`: the words are its arguments. Source: kubectl, "Adding completion to a plugin".
"use strict";
process.argv.splice(2, 0, "__complete");
require("./kubectl-meshaudit.cjs");
