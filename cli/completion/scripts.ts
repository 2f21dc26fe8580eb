import { fishQuoted, posixQuoted } from '../shells/quote.ts';

/**
 * What a shell evaluates once to complete `keycutter` (and `kc` of shell-init). They only fetch candidates: what can
 * be typed is known by `keycutter __complete` alone. `command`: how to start it.
 */
export const completionScripts: ReadonlyMap<string, (command: string) => string> = new Map([
  ['bash', bash],
  ['zsh', zsh],
  ['fish', fish],
]);

/** https://www.gnu.org/software/bash/manual/html_node/Programmable-Completion.html; works with macOS's bash 3.2. */
function bash(command: string): string {
  return `__keycutter_complete() {
  local IFS=$'\\n' line typed=\${COMP_WORDS[COMP_CWORD]-} word
  local -a words
  words=("\${COMP_WORDS[@]:1:COMP_CWORD}")
  [ "\${COMP_WORDS[0]##*/}" != kc ] || words=(export "\${words[@]}")
  COMPREPLY=()
  # A quote that was begun is not part of the name.
  word=\${typed#[\\"\\']}
  words[\${#words[@]}-1]=$word
  while IFS= read -r line; do
    line=\${line%%$'\\t'*}
    if [ "$typed" = "$word" ]; then printf -v line '%q' "$line"; fi
    COMPREPLY+=("$line")
  done < <(${posixQuoted(command)} __complete -- "\${words[@]//\\\\/}" 2>/dev/null)
  # Nothing of ours: the shell's own files.
  [ "\${#COMPREPLY[@]}" -ne 0 ] || compopt -o default 2>/dev/null || :
}
complete -F __keycutter_complete keycutter kc
`;
}

/** https://zsh.sourceforge.io/Doc/Release/Completion-System.html */
function zsh(command: string): string {
  return `__keycutter_complete() {
  local line
  local -a words_before values shown
  words_before=("\${(@Q)words[2,CURRENT]}")
  [[ \${words[1]:t} != kc ]] || words_before=(export "\${words_before[@]}")
  while IFS= read -r line; do
    values+=("\${line%%$'\\t'*}")
    shown+=("\${line/$'\\t'/  -- }")
  done < <(${posixQuoted(command)} __complete -- "\${words_before[@]}" 2>/dev/null)
  if (( \${#values} )); then
    compadd -l -d shown -a values
  else
    _files
  fi
}
(( \${+functions[compdef]} )) && compdef __keycutter_complete keycutter kc || :
`;
}

/** https://fishshell.com/docs/current/completions.html */
function fish(command: string): string {
  return `function __keycutter_complete
    set -l before (commandline -opc)
    set -l words $before[2..-1]
    if test (string split -r -m1 / -- $before[1])[-1] = kc
        set words export $words
    end
    ${fishQuoted(command)} __complete -- $words (commandline -ct) 2>/dev/null
end
complete -c keycutter -f -a '(__keycutter_complete)'
complete -c kc -f -a '(__keycutter_complete)'
complete -c keycutter -n '__fish_contains_opt config credentials policy-file web-identity-token-file' -F
complete -c keycutter -n 'contains -- -- (commandline -opc)' -F
`;
}
