/** Completion for PowerShell. */
export const powershellScript = String.raw`# PowerShell completion for kubectl-meshaudit
Register-ArgumentCompleter -Native -CommandName 'kubectl-meshaudit' -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $words = @($commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
  if ($wordToComplete -eq '') { $words += '' }
  $prefix = if ($wordToComplete -match '^(--[^=]+=)') { $Matches[1] } else { '' }
  & kubectl-meshaudit __complete @words 2>$null | Where-Object { $_ -notmatch '^:\d+$' } | ForEach-Object {
    $word, $description = $_ -split "\t", 2
    if (-not $description) { $description = $word }
    [System.Management.Automation.CompletionResult]::new($prefix + $word, $word, 'ParameterValue', $description)
  }
}
`.replaceAll('"\\t"', '"`t"');
