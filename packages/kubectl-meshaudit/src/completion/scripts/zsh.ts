/** Completion for zsh, as a file in $fpath or to be sourced. */
export const zshScript = String.raw`#compdef kubectl-meshaudit
_kubectl_meshaudit() {
  local line directive=0
  local -a candidates
  for line in "\${(@f)$(kubectl-meshaudit __complete "\${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    if [[ $line == :<-> ]]; then
      directive=\${line#:}
    elif [[ $line == *$'\t'* ]]; then
      candidates+=("\${\${line%%$'\t'*}//:/\\:}:\${line#*$'\t'}")
    elif [[ -n $line ]]; then
      candidates+=("\${line//:/\\:}")
    fi
  done
  [[ \${words[CURRENT]} == --*=* ]] && compset -P '*='
  local -a options
  (( directive & 2 )) && options=(-S '')
  (( \${#candidates} )) && _describe -V 'completions' candidates "\${options[@]}"
  (( directive & 4 )) || _files
}
if [[ $funcstack[1] == _kubectl_meshaudit ]]; then
  _kubectl_meshaudit
else
  compdef _kubectl_meshaudit kubectl-meshaudit
fi
`.replaceAll("\\$", "$");
