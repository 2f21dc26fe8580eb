import { posixQuoted } from './quote.ts';

/**
 * For bash (3.2, macOS's, and later) and zsh. The prompt hook starts no process: the arithmetic turns the Expiration
 * into epoch seconds (days from the civil date), and the shell's own clock is read. bash before 4.2 has none, and
 * shows the name alone.
 */
export function posixInit(shell: 'bash' | 'zsh', command: string): string {
  const keycutter = `command ${posixQuoted(command)}`;
  return `unalias kc 2>/dev/null || :
function kc {
  local lines word
  if [ "$#" -eq 0 ]; then ${keycutter} ls; return; fi
  for word in "$@"; do
    case "$word" in
      -h | --help | --json) ${keycutter} help shell-init; return ;;
    esac
  done
  if [ "$1" = -u ]; then
    lines=$(${keycutter} unset --shell ${shell}) || return
  else
    lines=$(${keycutter} export --shell ${shell} "$@") || return
  fi
  eval "$lines"
}
function __keycutter_prompt {
${shell === 'zsh' ? '  emulate -L zsh\n' : ''}  local name=\${KEYCUTTER_PROFILE-} ends=\${AWS_SESSION_EXPIRATION-\${AWS_CREDENTIAL_EXPIRATION-}}
  local now='' left='' prefix='' year month days seconds
  if [ -n "$name$ends" ]; then
    # What a prompt would take for an instruction.
    name=\${name//[\\\\\\$\\\`%!]/_}
    name=\${name//[[:cntrl:]]/_}
    now=\${EPOCHSECONDS-}
${shell === 'bash' ? `    [ -n "$now" ] || printf -v now '%(%s)T' -1 2>/dev/null || now=''\n` : ''}    case "$ends" in
      [0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9]Z)
        if [ -n "$now" ]; then
          month=$(((10#\${ends:5:2} + 9) % 12))
          year=$((10#\${ends:0:4} - month / 10))
          days=$((365 * year + year / 4 - year / 100 + year / 400 + (month * 306 + 5) / 10 + 10#\${ends:8:2} - 719469))
          seconds=$((days * 86400 + 10#\${ends:11:2} * 3600 + 10#\${ends:14:2} * 60 + 10#\${ends:17:2} - now))
          if [ "$seconds" -le 0 ]; then left=' ended'
          elif [ "$seconds" -lt 60 ]; then left=" \${seconds}s"
          elif [ "$seconds" -lt 3600 ]; then left=" $((seconds / 60))m"
          else left=" $((seconds / 3600))h$((seconds % 3600 / 600))$((seconds % 600 / 60))"
          fi
        fi ;;
    esac
    prefix="[\${name:-aws}$left] "
  fi
  # Ours of last time is taken off, unless another hook has made a new prompt.
  PS1=\${PS1-}
  PS1=$prefix\${PS1#"$__keycutter_prefix"}
  __keycutter_prefix=$prefix
}
__keycutter_prefix=\${__keycutter_prefix-}
${shell === 'bash' ? bashHook : zshHook}`;
}

/** A list since bash 5.1; before it, or where a person has made it one, a text. */
const bashHook = `case "\${PROMPT_COMMAND[*]-}" in
  *__keycutter_prompt*) ;;
  *)
    case "$(declare -p PROMPT_COMMAND 2>/dev/null || :)" in
      'declare -a'*) PROMPT_COMMAND+=(__keycutter_prompt) ;;
      *) PROMPT_COMMAND=\${PROMPT_COMMAND:+$PROMPT_COMMAND$'\\n'}__keycutter_prompt ;;
    esac ;;
esac
`;

const zshHook = `zmodload zsh/datetime 2>/dev/null || :
autoload -Uz add-zsh-hook && add-zsh-hook precmd __keycutter_prompt
`;
