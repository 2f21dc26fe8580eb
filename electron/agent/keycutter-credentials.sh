#!/bin/sh
# keycutter-credentials PROFILE_ID: what credential_process starts in the sections that Keycutter manages.
# Written by Keycutter, which replaces it when it differs. For any POSIX sh; one process more than curl itself.
#
# Ends with 0 and the credentials; 1: it failed; 2: wrong usage; 3: a person is needed; 4: the app could not be started.

# Traced (SHELLOPTS=xtrace), the shell would show the credentials on stderr.
set +x
set -u

data=@DATA_FOLDER@

agent=$data/agent
command=$data/bin/keycutter
lock=$agent/starting
PATH=${PATH:+$PATH:}/usr/bin:/bin

id=${1-}
case $id in
'' | *[!A-Za-z0-9_-]*)
  echo 'keycutter: usage: keycutter-credentials PROFILE_ID' >&2
  exit 2
  ;;
esac
token=$agent/tokens/$id

# Does all that this does, at the cost of starting Node. It tells the app from an impostor in its own way.
fall_back() {
  # The command would take it for somebody else's.
  give_lock_back
  exec "$command" creds --profile-id "$id"
}

# $socket: where the app says it listens. False: it says nothing, or nothing is there.
find_socket() {
  socket=
  { [ -r "$agent/credentials-socket" ] && IFS= read -r socket <"$agent/credentials-socket"; } 2>/dev/null
  [ -S "$socket" ]
}

# Ends the script when there is an answer. Else the app is not there; $failed is the socket that was tried.
ask() {
  find_socket || return 1
  # Nobody else can make a socket of ours; after a crash another user could take its place.
  [ -O "$socket" ] || fall_back
  answer=$(
    exec curl -q --noproxy '*' --silent --max-time 60 --unix-socket "$socket" --header "@$token" \
      --write-out '%{http_code}' "http://keycutter/profiles/$id" 2>/dev/null
  )
  case $? in
  0) deliver ;;
  # Nobody listens, or the app ended before it could answer.
  7 | 52 | 55 | 56)
    failed=$socket
    return 1
    ;;
  28)
    echo 'keycutter: Keycutter did not answer within a minute. Look at its window, then run this again.' >&2
    exit 1
    ;;
  # No curl, or one without sockets or header files.
  *) fall_back ;;
  esac
}

deliver() {
  body=${answer%???}
  case ${answer#"$body"} in
  200)
    # A part of every shell, unlike printf: as a program of its own it would have the credentials as an argument.
    echo "$body"
    exit 0
    ;;
  # The token was made anew, or is not sent by this curl.
  401) fall_back ;;
  428) status=3 ;;
  *) status=1 ;;
  esac
  printf '%s\n' "$body" >&2
  exit "$status"
}

# True: this process is to start the app. Making a symbolic link succeeds for one only.
take_lock() {
  [ ! -L "$lock" ] || return 1
  trap give_lock_back EXIT
  trap 'exit 143' HUP INT TERM
  ln -s "$$" "$lock" 2>/dev/null && return 0
  trap - EXIT HUP INT TERM
  return 1
}

give_lock_back() {
  if [ "$(readlink "$lock" 2>/dev/null)" = "$$" ]; then rm -f "$lock"; fi
  trap - EXIT HUP INT TERM
}

is_running() {
  case $1 in
  '' | *[!0-9]*) return 1 ;;
  esac
  kill -0 "$1" 2>/dev/null
}

# Takes away a lock whose holder is gone, or that is older than starting can take. The second lock is for
# this holder's only, so that the lock of whoever replaced it is not taken away.
clear_lock() {
  holder=$(readlink "$lock") || return 0
  if is_running "$holder" && [ -z "$(find "$lock" -prune -mmin +2 2>/dev/null)" ]; then return 0; fi
  clearing=$lock.$(printf '%s' "$holder" | tr -c '0-9' _)
  if ln -s "$$" "$clearing" 2>/dev/null; then
    [ "$(readlink "$lock")" = "$holder" ] && rm -f "$lock"
    rm -f "$clearing"
  else
    is_running "$(readlink "$clearing")" || rm -f "$clearing"
  fi
}

start_app() {
  # Whoever held the lock until now may have started it.
  ask
  "$command" start </dev/null >&2
  status=$?
  give_lock_back
  [ "$status" -eq 0 ] || exit "$status"
  ask
  nap 2
  ask
  fall_back
}

# Tenths of a second, below ten; a sleep of whole seconds only takes one.
nap() {
  sleep "0.$1" 2>/dev/null || sleep 1
  waited=$((waited + $1))
}

[ -r "$token" ] || fall_back

waited=0
round=0
failed=
ask
# Hundreds may wait here while the app starts on the same processors: no process in a round but sleep, unless
# there is something new, and not all at the same moment.
while [ "$waited" -lt 300 ]; do
  round=$((round + 1))
  if [ "$round" -eq 1 ] && [ -n "$failed" ]; then
    # It may only be busy.
    nap 1
    ask
  fi
  if take_lock; then start_app; fi
  case $((round % 6)) in
  2) clear_lock ;;
  esac
  if [ "$round" -le 3 ]; then
    nap $(($$ % 4 + 2))
  else
    sleep 1
    nap $(($$ % 5 + 1))
    waited=$((waited + 10))
  fi
  if find_socket && { [ "$socket" != "$failed" ] || [ ! -L "$lock" ]; }; then ask; fi
done

echo 'keycutter: Keycutter is not running and could not be started. Start it from your desktop and run this again.' >&2
exit 4
