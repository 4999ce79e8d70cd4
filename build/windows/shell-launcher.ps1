<#
.SYNOPSIS
  Makes Nocturne the shell of one Windows account: Shell Launcher, on Enterprise, Education and IoT Enterprise.
.DESCRIPTION
  The account gets the wall instead of the desktop, and the wall is started again whenever it ends. Administrators keep
  their desktop. Run it once, as an administrator; -Remove takes it back.
  https://learn.microsoft.com/windows/configuration/shell-launcher/
.EXAMPLE
  .\shell-launcher.ps1 -User nocturne
#>
[CmdletBinding(SupportsShouldProcess)]
param(
  [Parameter(Mandatory)] [string] $User,
  [string] $Program = "$env:ProgramFiles\Nocturne\Nocturne.exe",
  [switch] $Remove
)
$ErrorActionPreference = 'Stop'
$restartShell = 0
$administrators = 'S-1-5-32-544'

$identity = [Security.Principal.WindowsIdentity]::GetCurrent()
if (-not ([Security.Principal.WindowsPrincipal] $identity).IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)) {
  throw 'Shell Launcher is set by an administrator: open PowerShell with "Run as administrator".'
}
$feature = Get-WindowsOptionalFeature -Online -FeatureName Client-EmbeddedShellLauncher -ErrorAction SilentlyContinue
if (-not $feature) {
  throw 'This edition of Windows has no Shell Launcher; use scheduled-task.xml instead.'
}
if ($feature.State -ne 'Enabled') {
  Enable-WindowsOptionalFeature -Online -FeatureName Client-DeviceLockdown, Client-EmbeddedShellLauncher -All -NoRestart | Out-Null
  throw 'Shell Launcher has just been switched on; restart Windows and run this once more.'
}
if (-not $Remove -and -not (Test-Path -LiteralPath $Program -PathType Leaf)) {
  throw "There is no $Program; install Nocturne first, or name its program with -Program."
}

$sid = ([Security.Principal.NTAccount] $User).Translate([Security.Principal.SecurityIdentifier]).Value
$launcher = [wmiclass] '\\localhost\root\standardcimv2\embedded:WESL_UserSetting'
$present = Get-CimInstance -Namespace root\standardcimv2\embedded -ClassName WESL_UserSetting | Where-Object Sid -eq $sid
if ($present -and $PSCmdlet.ShouldProcess($User, 'remove the shell that it has')) {
  $launcher.RemoveCustomShell($sid) | Out-Null
}
if (-not $Remove -and $PSCmdlet.ShouldProcess($User, "make $Program its shell")) {
  $launcher.SetDefaultShell('explorer.exe', $restartShell) | Out-Null
  $launcher.SetCustomShell($administrators, 'explorer.exe', $null, $null, $restartShell) | Out-Null
  # Whatever the wall's exit code: it is started again.
  $launcher.SetCustomShell($sid, "`"$Program`"", $null, $null, $restartShell) | Out-Null
  $launcher.SetEnabled($true) | Out-Null
  # So that it ends for a restart, and does not start itself beside the one that the launcher starts.
  [Environment]::SetEnvironmentVariable('NOCTURNE_SUPERVISED', '1', 'Machine')
  # The screen of a wall neither sleeps nor locks.
  foreach ($setting in 'monitor-timeout-ac', 'standby-timeout-ac', 'hibernate-timeout-ac') { powercfg /change $setting 0 }
}
