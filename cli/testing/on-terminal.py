# Runs a program on a pseudo-terminal and plays a script: each line of standard input is a JSON object,
# {"expect": TEXT} waits until the program has written TEXT since the last match, {"send": TEXT} types it.
# Prints {"code": N, "output": TEXT} at the end; a negative code is the signal that ended the program.
import json, os, pty, select, sys, time

steps = [json.loads(line) for line in sys.stdin if line.strip()]
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(sys.argv[1], sys.argv[1:])

output = b""
seen = 0
deadline = time.monotonic() + 40


def read(wait):
    """False once the program has closed the terminal."""
    global output
    if select.select([terminal], [], [], wait)[0]:
        try:
            data = os.read(terminal, 65536)
        except OSError:
            return False
        if not data:
            return False
        output += data
    return True


def fail(reason):
    os.kill(pid, 9)
    os.waitpid(pid, 0)
    print(json.dumps({"code": None, "failed": reason, "output": output.decode("utf-8", "replace")}))
    sys.exit(0)


open_ = True
for step in steps:
    if "send" in step:
        os.write(terminal, step["send"].encode())
        continue
    wanted = step["expect"].encode()
    while True:
        place = output.find(wanted, seen)
        if place >= 0:
            seen = place + len(wanted)
            break
        if not open_ or time.monotonic() > deadline:
            fail("never saw " + step["expect"])
        open_ = read(0.2)

while open_:
    if time.monotonic() > deadline:
        fail("did not end")
    open_ = read(0.2)
_, status = os.waitpid(pid, 0)
print(json.dumps({"code": os.waitstatus_to_exitcode(status), "output": output.decode("utf-8", "replace")}))
