/** Completion for bash. Words are taken from the line itself: bash breaks them at `=` and `:`. */
export const bashScript = String.raw`# bash completion for kubectl-meshaudit
_kubectl_meshaudit() {
  local line words directive=0 typed="\${COMP_LINE:0:COMP_POINT}"
  read -ra words <<<"$typed"
  [[ $typed == *[[:space:]] ]] && words+=("")
  COMPREPLY=()
  while IFS= read -r line; do
    case $line in
      :[0-9]*) directive=\${line#:} ;;
      *) COMPREPLY+=("\${line%%$'\t'*}") ;;
    esac
  done < <(kubectl-meshaudit __complete "\${words[@]:1}" 2>/dev/null)
  (((directive & 2) != 0)) && compopt -o nospace
  (((directive & 4) != 0)) && compopt +o default
  return 0
}
complete -o default -F _kubectl_meshaudit kubectl-meshaudit
`.replaceAll("\\$", "$");
