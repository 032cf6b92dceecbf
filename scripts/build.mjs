// `npm run build`: builds every package that changed.
import { setUp } from "./setup.mjs";

setUp({ build: true });
