import { powershellQuoted } from './quote.ts';

/** For Windows PowerShell 5.1 and PowerShell 7. Not run on our machines. */
export function powershell(command: string): string {
  const keycutter = `& ${powershellQuoted(command)}`;
  return `function global:kc {
  if ($args.Count -eq 0) { ${keycutter} ls; return }
  foreach ($word in $args) {
    if (@('-h', '--help', '--json') -contains $word) { ${keycutter} help shell-init; return }
  }
  if ($args[0] -eq '-u') { $lines = ${keycutter} unset --shell powershell }
  else { $lines = ${keycutter} export --shell powershell @args }
  if ($LASTEXITCODE -ne 0) { return }
  Invoke-Expression (@($lines) -join [Environment]::NewLine)
}
function global:__KeycutterPrefix {
  $name = "$Env:KEYCUTTER_PROFILE" -replace '\\p{Cc}', ''
  $ends = "$Env:AWS_SESSION_EXPIRATION"
  if ($ends -eq '') { $ends = "$Env:AWS_CREDENTIAL_EXPIRATION" }
  if ($name -eq '' -and $ends -eq '') { return '' }
  if ($name -eq '') { $name = 'aws' }
  $left = ''
  $end = [DateTimeOffset]::MinValue
  if ([DateTimeOffset]::TryParse($ends, [ref]$end)) {
    $seconds = [Math]::Floor(($end - [DateTimeOffset]::UtcNow).TotalSeconds)
    if ($seconds -le 0) { $left = ' ended' }
    elseif ($seconds -lt 60) { $left = " $($seconds)s" }
    elseif ($seconds -lt 3600) { $left = " $([Math]::Floor($seconds / 60))m" }
    else { $left = " $([Math]::Floor($seconds / 3600))h$([Math]::Floor($seconds % 3600 / 60).ToString('00'))" }
  }
  "[$name$left] "
}
if (-not (Test-Path Function:\\__KeycutterPrompt)) {
  Set-Item Function:\\global:__KeycutterPrompt $Function:prompt
  function global:prompt {
    $last = $global:LASTEXITCODE
    $text = "$(__KeycutterPrefix)$(__KeycutterPrompt)"
    $global:LASTEXITCODE = $last
    $text
  }
}
`;
}
