"""Runs a command on a terminal of its own, as the agent does; what comes in is typed, sizes come on fd 3 as lines."""
import fcntl, os, pty, select, signal, struct, sys, termios

pid, terminal = pty.fork()
if pid == 0:
    os.execvp("sh", ["sh", "-c", sys.argv[1]])
sources = {0, 3, terminal}
held = b""
os.set_blocking(terminal, False)
while True:
    for ready in select.select(list(sources), [terminal] if held else [], [])[0]:
        try:
            data = os.read(ready, 65536)
        except BlockingIOError:
            continue
        except OSError:
            data = b""
        if ready == terminal:
            if not data:
                _, status = os.waitpid(pid, 0)
                sys.exit(os.waitstatus_to_exitcode(status) & 255)
            os.write(1, data)
        elif not data:
            sources.discard(ready)
            if ready == 0:
                os.kill(pid, signal.SIGHUP)
                os.close(terminal)
                os.waitpid(pid, 0)
                sys.exit(0)
        elif ready == 3:
            rows, columns = data.decode().strip().split("\n")[-1].split()
            fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", int(rows), int(columns), 0, 0))
        else:
            held += data
    if held:
        try:
            held = held[os.write(terminal, held):]
        except BlockingIOError:
            pass
        except OSError:
            held = b""
