import { fishQuoted } from './quote.ts';

/**
 * For fish 3.4 and later. fish has no clock of its own, but `path mtime` (3.6) tells when a file was changed, both
 * absolutely and relative to now; without it the prompt shows the name alone. No process is started for a prompt.
 */
export function fish(command: string): string {
  const keycutter = `command ${fishQuoted(command)}`;
  return `function kc --description 'Set this shell to a Keycutter session'
    if test (count $argv) -eq 0
        ${keycutter} ls
        return
    end
    for word in $argv
        if contains -- $word -h --help --json
            ${keycutter} help shell-init
            return
        end
    end
    set -l lines
    if test "$argv[1]" = -u
        set lines (${keycutter} unset --shell fish)
        or return
    else
        set lines (${keycutter} export --shell fish $argv)
        or return
    end
    string join \\n -- $lines | source
end
function __keycutter_prefix
    set -q KEYCUTTER_PROFILE AWS_SESSION_EXPIRATION AWS_CREDENTIAL_EXPIRATION
    test $status -lt 3; or return 0
    set -l name (string replace -ra '[[:cntrl:]]' '' -- "$KEYCUTTER_PROFILE")
    test -n "$name"; or set name aws
    set -l ends "$AWS_SESSION_EXPIRATION"
    test -n "$ends"; or set ends "$AWS_CREDENTIAL_EXPIRATION"
    set -l left ''
    set -l changed (path mtime / 2>/dev/null)
    set -l since (path mtime -R / 2>/dev/null)
    set -l part (string match -r -- '^(\\d{4})-(\\d\\d)-(\\d\\d)T(\\d\\d):(\\d\\d):(\\d\\d)Z$' "$ends")
    if test -n "$changed" -a -n "$since" -a (count $part) -eq 7
        set -l month (math "($part[3] + 9) % 12")
        set -l year (math "$part[2] - floor($month / 10)")
        set -l days (math "365 * $year + floor($year / 4) - floor($year / 100) + floor($year / 400) + floor(($month * 306 + 5) / 10) + $part[4] - 719469")
        set -l seconds (math "$days * 86400 + $part[5] * 3600 + $part[6] * 60 + $part[7] - $changed - $since")
        if test $seconds -le 0
            set left ' ended'
        else if test $seconds -lt 60
            set left " "$seconds"s"
        else if test $seconds -lt 3600
            set left " "(math "floor($seconds / 60)")m
        else
            set left " "(math "floor($seconds / 3600)")h(math "floor($seconds % 3600 / 600)")(math "floor($seconds % 600 / 60)")
        end
    end
    printf '[%s%s] ' $name $left
end
function __keycutter_status
    return $argv[1]
end
if not functions -q __keycutter_fish_prompt
    functions -q fish_prompt; or function fish_prompt; printf '> '; end
    functions -c fish_prompt __keycutter_fish_prompt
    function fish_prompt
        set -l last $status
        __keycutter_prefix
        __keycutter_status $last
        __keycutter_fish_prompt
    end
end
`;
}
