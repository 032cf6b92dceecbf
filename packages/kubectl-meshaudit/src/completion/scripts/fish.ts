/** Completion for fish. */
export const fishScript = String.raw`# fish completion for kubectl-meshaudit
function __kubectl_meshaudit_lines
  set -l words (commandline -opc) (commandline -ct)
  kubectl-meshaudit __complete $words[2..-1] 2>/dev/null
end
function __kubectl_meshaudit_words
  set -l prefix (commandline -ct | string match -r -- '^--[^=]+=')
  for line in (__kubectl_meshaudit_lines | string match -rv '^:\d+$')
    echo -- $prefix$line
  end
end
function __kubectl_meshaudit_takes_files
  __kubectl_meshaudit_lines | string match -qr '^:[02]$'
end
complete -c kubectl-meshaudit -f -a '(__kubectl_meshaudit_words)'
complete -c kubectl-meshaudit -n __kubectl_meshaudit_takes_files -F
`;
