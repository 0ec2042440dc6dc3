#!/usr/bin/env python3
# SPDX-License-Identifier: 0BSD
"""Checks of the rig itself, with a client that shares no code with it.

    selftest.py [--backend c|ocaml] [--toolstack xapi|xl] [--quick]

Without --backend or --toolstack every combination whose daemon is installed
is run.  Needs root, /dev/fuse and a built rig.  Prints one line per check and
leaves with 1 if any failed.
"""
import argparse
import errno
import glob
import os
import random
import select
import signal
import struct
import subprocess
import sys
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
RIG = os.path.join(HERE, 'rig')
BIN = os.environ.get('XSRIG_BIN', os.path.join(HERE, 'build'))
DIRECTORY, READ, GET_PERMS, WATCH, UNWATCH, START, END = range(1, 8)
WRITE, MKDIR, RM, SET_PERMS, EVENT, ERROR = range(11, 17)
RESET_WATCHES = 21


class Err(Exception):
    pass


class Guest:
    """A client of the device path: open, write packets, read packets."""

    def __init__(self, path, flags=0):
        self.fd = os.open(path, os.O_RDWR | os.O_CLOEXEC | flags)
        self.buf = b''
        self.events = []
        self.replies = {}
        self.req = 0

    def close(self):
        os.close(self.fd)

    def send(self, op, body=b'', tx=0, req=None):
        if req is None:
            self.req += 1
            req = self.req
        os.write(self.fd, struct.pack('<IIII', op, req, tx, len(body)) + body)
        return req

    def pump(self, timeout=10):
        """Wait for bytes and sort whole packets."""
        if not select.select([self.fd], [], [], timeout)[0]:
            return False
        self.buf += os.read(self.fd, 65536)
        while len(self.buf) >= 16:
            op, req, tx, n = struct.unpack('<IIII', self.buf[:16])
            assert n <= 4096, 'length %d in the stream' % n
            if len(self.buf) < 16 + n:
                break
            body, self.buf = self.buf[16:16 + n], self.buf[16 + n:]
            if op == EVENT:
                self.events.append(tuple(body.rstrip(b'\0').split(b'\0')[:2]))
            else:
                self.replies[req] = (op, body)
        return True

    def wait(self, req, timeout=10):
        end = time.monotonic() + timeout
        while req not in self.replies:
            if not self.pump(max(0, end - time.monotonic())):
                raise Err('TIMEOUT')
        op, body = self.replies.pop(req)
        if op == ERROR:
            raise Err(body.rstrip(b'\0').decode())
        return body

    def call(self, op, body=b'', tx=0, timeout=10):
        return self.wait(self.send(op, body, tx), timeout)

    def read(self, path, tx=0):
        return self.call(READ, path.encode() + b'\0', tx)

    def write(self, path, value, tx=0):
        if isinstance(value, str):
            value = value.encode()
        self.call(WRITE, path.encode() + b'\0' + value, tx)

    def ls(self, path):
        return [x for x in self.call(DIRECTORY, path.encode() + b'\0')
                .split(b'\0') if x]

    def watch(self, path, token):
        self.call(WATCH, path.encode() + b'\0' + token.encode() + b'\0')

    def event(self, timeout=5):
        end = time.monotonic() + timeout
        while not self.events:
            if not self.pump(max(0, end - time.monotonic())):
                return None
        return self.events.pop(0)

    def start(self):
        return int(self.call(START, b'\0').rstrip(b'\0'))

    def end(self, tx, commit=True):
        self.call(END, b'T\0' if commit else b'F\0', tx)


failed = 0


def check(name, ok, note=''):
    global failed
    failed += not ok
    print('%-4s %s%s' % ('ok' if ok else 'FAIL', name,
                         '  [%s]' % (note,) if note != '' else ''), flush=True)


def error_of(fn, *a):
    try:
        fn(*a)
        return 'no error'
    except Err as e:
        return str(e)
    except OSError as e:
        return 'errno ' + errno.errorcode[e.errno]


def rig(*a):
    p = subprocess.run([RIG, *map(str, a)], capture_output=True, text=True)
    if p.returncode:
        raise Err('rig %s: %s' % (' '.join(map(str, a)), p.stderr.strip()))
    return p.stdout.strip()


def stats():
    return dict(x.split('=') for x in rig('bridge', 'stats').split())


def settle(key, value):
    for _ in range(100):
        if stats()[key] == value:
            return True
        time.sleep(0.02)
    return False


def test(backend, toolstack, quick):
    print('== backend %s, toolstack %s' % (backend, toolstack))
    out = rig('up', '--backend', backend, '--toolstack', toolstack,
              '--vifs', 2, '--vfs', 1)
    env = dict(x.split('=', 1) for x in out.split('\n'))
    dev, sock = env['RIG_DEVICE'], env['XENSTORED_PATH']
    home = '/local/domain/7'
    rnd = random.Random(1)

    # -- dom0
    rig('dom0', 'xenstore-write', home + '/data/from-dom0', 'hi')
    check('dom0: xenstore-write, xenstore-read',
          rig('dom0', 'xenstore-read', home + '/data/from-dom0') == 'hi')
    check('dom0: xenstore-ls shows the home',
          'domid = "7"' in rig('dom0', 'xenstore-ls', home))

    # -- plain requests
    g = Guest(dev)
    check('guest: READ domid', g.read('domid') == b'7')
    check('guest: READ an absolute path', g.read(home + '/name') == b'guest-g')
    g.write('data/x', 'hello')
    check('guest: WRITE data/x', rig('read', 'data/x') == 'hello')
    check('guest: the node is owned by the guest',
          '(n7)' in rig('ls', 'data/x'), rig('ls', 'data/x'))
    check('guest: DIRECTORY data', sorted(g.ls('data')) == [b'from-dom0', b'x'])
    check('guest: READ of nothing', error_of(g.read, 'data/none') == 'ENOENT')
    g.call(MKDIR, b'data/dir\0')
    g.call(RM, b'data/dir\0')
    check('guest: MKDIR, RM', error_of(g.read, 'data/dir') == 'ENOENT')
    g.write('data/bin', bytes(range(256)))
    check('guest: all byte values', g.read('data/bin') == bytes(range(256)))

    # -- permissions
    for p in ('/tool/x', '/local/domain/0/foo', 'foo', 'memory/target'):
        e = error_of(g.write, p, 'x')
        check('guest: WRITE %s is refused' % p, e == 'EACCES', e)
    e = error_of(g.write, 'control/feature-balloon', '1')
    check('guest: WRITE control/feature-balloon under ' + toolstack,
          e == ('no error' if toolstack == 'xapi' else 'EACCES'), e)
    e = error_of(g.write, 'attr/vif/0/ipv4/0', '10.0.0.1')
    check('guest: WRITE attr/vif/0/ipv4/0', e == 'no error', e)

    # -- watches
    g.watch('data/w', 'tok')
    check('watch: the first event', g.event() == (b'data/w', b'tok'))
    rig('write', 'data/w', '1')
    check("watch: dom0's write is seen", g.event() == (b'data/w', b'tok'))
    g.call(UNWATCH, b'data/w\0tok\0')
    rig('write', 'data/w', '2')
    check('watch: silent after UNWATCH', g.event(0.2) is None)
    check('watch: UNWATCH of nothing says OK',
          error_of(g.call, UNWATCH, b'data/none\0t\0') == 'no error')
    check('watch: WATCH without token is EINVAL',
          error_of(g.call, WATCH, b'data/w\0') == 'EINVAL')

    # -- transactions
    tx = g.start()
    g.write('data/t', '1', tx)
    check('transaction: invisible before the commit',
          error_of(g.read, 'data/t') == 'ENOENT')
    g.end(tx)
    check('transaction: visible after it', g.read('data/t') == b'1')
    tx = g.start()
    g.write('data/t', '2', tx)
    g.end(tx, False)
    check('transaction: abort', g.read('data/t') == b'1')
    tx = g.start()
    g.read('data/t', tx)
    g.write('data/t', '3', tx)
    rig('write', 'data/t', 'dom0')
    e = error_of(g.end, tx)
    check('transaction: conflict', e == 'EAGAIN', e)
    check('transaction: unknown id',
          error_of(g.read, 'data/t', 4711) == 'ENOENT')

    # -- sizes of packets and of reads and writes
    check('device: packet of 4096 bytes passes',
          error_of(g.call, WRITE, b'data/big\0' + b'x' * (4096 - 16 - 9))
          != 'errno EINVAL')
    check('device: packet of 4097 bytes in one write is EINVAL',
          error_of(g.call, WRITE, b'data/big\0' + b'x' * (4097 - 16 - 9))
          == 'errno EINVAL')
    try:
        os.write(g.fd, struct.pack('<IIII', WRITE, 1, 0, 4081))
        check('device: a header that says too much is E2BIG', False)
    except OSError as e:
        check('device: a header that says too much is E2BIG',
              e.errno == errno.E2BIG)
    msg = struct.pack('<IIII', WRITE, 777, 0, 9) + b'data/y\0yy'
    for i in range(len(msg)):
        os.write(g.fd, msg[i:i + 1])
    reply = b''
    while len(reply) < 19:
        reply += os.read(g.fd, 1)
    check('device: one byte per write and per read',
          reply == struct.pack('<IIII', WRITE, 777, 0, 3) + b'OK\0')

    # -- streams of two opens
    h = Guest(dev)
    ra = g.send(READ, b'data/x\0', req=5000)
    rb = h.send(READ, b'domid\0', req=5000)
    check('opens: equal req_ids do not mix',
          (g.wait(ra), h.wait(rb)) == (b'hello', b'7'))
    h.watch('data/only-h', 'h')
    h.event()
    rig('write', 'data/only-h', '1')
    check('opens: an event goes to its own open',
          h.event() == (b'data/only-h', b'h') and g.event(0.1) is None)
    tx = h.start()
    h.write('data/ht', '1', tx)
    check('opens: a transaction is its own',
          error_of(g.read, 'data/ht', tx) == 'ENOENT')
    h.close()
    check('opens: close takes the watches away', settle('watches', '0'))
    check('opens: close aborts the transaction',
          error_of(g.read, 'data/ht') == 'ENOENT')

    # -- blocking, polling, signals
    h = Guest(dev, os.O_NONBLOCK)
    check('nonblocking read is EAGAIN',
          error_of(os.read, h.fd, 10) == 'errno EAGAIN')
    ep = select.epoll()
    ep.register(h.fd, select.EPOLLIN | select.EPOLLET)
    check('epoll: quiet', ep.poll(0.05) == [])
    h.send(READ, b'domid\0')
    check('epoll, edge triggered: woken', ep.poll(2) == [(h.fd, 1)])
    ep.close()
    h.close()
    h = Guest(dev)
    hit = []

    def late():
        time.sleep(0.2)
        h.send(READ, b'domid\0', req=9)
    t = threading.Thread(target=late)
    t.start()
    hit = os.read(h.fd, 100)
    t.join()
    check('a blocked read does not hold up a write on the same fd',
          hit[16:] == b'7')
    signal.signal(signal.SIGALRM, lambda *_: (_ for _ in ()).throw(
        InterruptedError(errno.EINTR, 'alarm')))
    signal.setitimer(signal.ITIMER_REAL, 0.2)
    check('a blocked read is interrupted by a signal',
          error_of(os.read, h.fd, 10) == 'errno EINTR')
    h.close()

    # -- one write buffer per open, as in the kernel's driver
    h = Guest(dev)
    tx = h.start()
    rig('stall', 0.3)
    sent = [h.send(WRITE, b'data/o1\0' + b'11'),
            h.send(WRITE, b'data/o2\0' + b'2222', tx)]
    ok = [h.wait(r) for r in sent]
    inside = h.read('data/o2', tx)
    h.end(tx, False)
    check('buffer: what is written next replaces what is still queued',
          error_of(h.read, 'data/o1') == 'ENOENT')
    check('buffer: and is cut to its length, answered with OK',
          (ok, h.read('data/o2'), inside) == ([b'OK\0'] * 2, b'22', b'2222'))
    rig('stall', 0.3)
    sent = [(h, h.send(WRITE, b'data/o1\0' + b'11')),
            (g, g.send(WRITE, b'data/o2\0' + b'2222'))]
    for c, r in sent:
        c.wait(r)
    check('buffer: each open has its own',
          (g.read('data/o1'), g.read('data/o2')) == (b'11', b'2222'))
    h.close()

    # -- many writes of random length, several in flight
    opens = [Guest(dev) for _ in range(16)]
    total = 1000 if quick else 10000
    want, pending, bad = {}, [], 0
    t0 = time.monotonic()
    for i in range(total):
        key = 'data/m/%d' % rnd.randrange(40)
        val = rnd.randbytes(rnd.randrange(0, 1950))
        want[key] = val
        c = opens[len(pending)]
        pending.append((c, c.send(WRITE, key.encode() + b'\0' + val)))
        if len(pending) == len(opens):
            bad += sum(c.wait(r) != b'OK\0' for c, r in pending)
            pending = []
        if i % 97 == 0:
            k = rnd.choice(list(want))
            bad += g.read(k) != want[k]
    for c, r in pending:
        c.wait(r)
    dt = time.monotonic() - t0
    bad += sum(g.read(k) != v for k, v in want.items())
    check('%d writes of random length, one in flight on each of 16 opens'
          % total, bad == 0, '%.0f/s' % (total / dt))
    for c in opens:
        c.close()
    g.call(RM, b'data/m\0')

    # -- quotas
    lo, hi = 1, 4000
    while lo < hi:
        mid = (lo + hi + 1) // 2
        if error_of(g.write, 'data/q', 'x' * mid) == 'no error':
            lo = mid
        else:
            hi = mid - 1
    e = error_of(g.write, 'data/q', 'x' * (lo + 1))
    check('quota: longest value', 1900 < lo <= 2048, '%d bytes, then %s'
          % (lo, e))
    g.call(RM, b'data/q\0')
    n = 0
    while (e := error_of(g.write, 'data/flat/%04d' % n, '')) == 'no error' \
            and n < 3000:
        n += 1
    check('quota: children of one directory', e != 'no error',
          '%d children with 4-letter names, then %s' % (n, e))
    g.call(RM, b'data/flat\0')
    n = 0
    while (e := error_of(g.write, 'data/deep/%d/%d' % (n // 50, n % 50), '')) \
            == 'no error' and n < 3000:
        n += 1
    check('quota: nodes', e in ('ENOSPC', 'EQUOTA') and n < 1000,
          '%d more nodes, then %s' % (n, e))
    check('quota: rewriting is still allowed',
          error_of(g.write, 'data/x', 'again') == 'no error')
    g.call(RM, b'data/deep\0')
    n = 0
    while (e := error_of(g.watch, 'data/w%d' % n, 't')) == 'no error' and n < 300:
        n += 1
    check('quota: watches', 'errno' in e, '%d, then write(2) gives %s' % (n, e))
    open_tx = []
    e = 'no error'
    while e == 'no error' and len(open_tx) < 50:
        try:
            open_tx.append(g.start())
        except Err as x:
            e = str(x)
    check('quota: transactions', e != 'no error',
          '%d, then %s' % (len(open_tx), e))
    g.close()
    settle('watches', '0')
    g = Guest(dev)
    check('close gives watches and transactions back',
          error_of(g.watch, 'data/w', 't') == 'no error' and g.start() > 0)
    g.close()

    # -- a killed client
    code = ('import sys; sys.path.insert(0, %r); import selftest as s; '
            'g = s.Guest(%r); g.watch("data/k", "k"); g.start(); print(1, '
            'flush=True); s.time.sleep(60)' % (HERE, dev))
    p = subprocess.Popen([sys.executable, '-c', code], stdout=subprocess.PIPE)
    p.stdout.readline()
    p.kill()
    p.wait()
    p.stdout.close()
    check('kill -9 of a client cleans up', settle('watches', '0'))

    # -- dom0 watches with time stamps
    w = subprocess.Popen([RIG, 'watch', '-v', '-n', '2', 'data/lat'],
                         stdout=subprocess.PIPE, text=True)
    w.stdout.readline()
    g = Guest(dev)
    t0 = time.time_ns()
    g.write('data/lat', 'v')
    line = w.stdout.readline().split()
    w.wait()
    w.stdout.close()
    check('rig watch: event with time stamp', line[2:] == [
        home + '/data/lat', home + '/data/lat', '"v"'] and
        0 < int(line[0]) - t0 < 10**9,
        '%.0f us after the write began' % ((int(line[0]) - t0) / 1e3))

    # -- faults
    g.watch('data/f', 'f')
    g.event()
    rig('fail', 'ENOSPC', 1, 'write')
    check('fault: fail', error_of(g.write, 'data/f0', 'x') == 'ENOSPC' and
          error_of(g.write, 'data/f0', 'x') == 'no error')
    rig('stall', 1)
    t0 = time.monotonic()
    r = g.read('domid')
    dt = time.monotonic() - t0
    check('fault: stall', r == b'7' and 0.5 < dt < 1.5, '%.2f s' % dt)
    st = subprocess.Popen([RIG, 'stall', '--daemon', '0.8'])
    time.sleep(0.3)
    t0 = time.monotonic()
    r = g.read('domid')
    st.wait()
    check('fault: stall --daemon', r == b'7',
          '%.2f s' % (time.monotonic() - t0))
    rig('garbage', 'unknown-req')
    g.pump()
    check('fault: garbage', g.replies.pop(0xdeadbeef, None) is not None and
          g.read('domid') == b'7')
    rig('bridge', 'quirk', 'event-first', 1)
    r = g.send(WATCH, b'data/ef\0ef\0')
    while r not in g.replies and not g.events:
        g.pump()
    first = bool(g.events)
    g.wait(r)
    rig('bridge', 'quirk', 'event-first', 0)
    check('quirk: event before the ack', first)
    g.events.clear()

    # -- resume
    tx = g.start()
    g.write('data/lost', 'x', tx)
    uid = error_of(g.read, 'unique-domain-id') if toolstack == 'xl' else \
        g.read('unique-domain-id')
    out = rig('resume', '--domid', 8, '--pause', 0.1)
    ev = sorted([g.event(), g.event()], key=str)
    check('resume: every watch fires once', ev == [
        (b'data/ef', b'ef'), (b'data/f', b'f')] and g.event(0.2) is None, ev)
    check('resume: the open goes on under the new domid',
          g.read('domid') == b'8', out)
    if toolstack == 'xapi':
        check('resume: a new unique-domain-id',
              g.read('unique-domain-id') != uid)
    check('resume: data is empty', g.ls('data') == [])
    check('resume: the old home is gone',
          error_of(g.read, home + '/domid') in ('ENOENT', 'EACCES'))
    e = error_of(g.end, tx)
    check('resume: an old transaction ends with EAGAIN', e == 'EAGAIN', e)
    rig('write', 'data/f', '1')
    check('resume: the watch is live in the new home',
          g.event() == (b'data/f', b'f'))
    held = Guest(dev)
    p = subprocess.Popen([RIG, 'resume', '--domid', '7', '--pause', '0.5'],
                         stdout=subprocess.DEVNULL)
    time.sleep(0.35)
    r = held.read('domid')
    p.wait()
    check('resume: a request made while suspended waits', r == b'7', r)
    held.close()
    g.events.clear()

    # -- the daemon dies
    rig('restart')
    ev = sorted([g.event(), g.event()], key=str)
    check('restart: recovered, watches fire', None not in ev, ev)
    g.events.clear()
    check('restart: the open goes on', g.read('domid') == b'7')
    g.write('data/after', '1')
    check('restart: writes work', rig('read', 'data/after') == '1')
    rig('restart', '--no-recover')
    e = error_of(g.call, READ, b'domid\0', 0, 0.5)
    check('restart without a toolstack: requests hang', e == 'TIMEOUT', e)
    g.close()
    rig('down')

    # -- the guest shell
    rig('up', '--backend', backend, '--toolstack', toolstack, '--vifs', 2,
        '--vfs', 1)
    script = r'''
set -e
echo type=$(cat /sys/hypervisor/type)
echo dev=$(cat /sys/class/net/enX0/device/devtype),$(cat /sys/class/net/enX1/device/nodename)
echo oper=$(cat /sys/class/net/enX0/operstate)
echo mac=$(cat /sys/class/net/enX0/address),$(xenstore-read device/vif/0/mac)
echo vf=$(cat /sys/class/net/ens5/address),$(xenstore-read xenserver/device/net-sriov-vf/0/mac)
test ! -e /sys/class/net/ens5/device/nodename
ip monitor address >$MON & m=$!
sleep 0.3
ip addr add 10.1.2.3/24 dev enX0
ip addr del 10.1.2.3/24 dev enX0
sleep 0.3
kill $m
xenstore-write data/shell done
'''
    with tempfile.TemporaryDirectory() as tmp:
        mon = tmp + '/mon'
        p = subprocess.run([RIG, 'guest-shell', '--', 'sh', '-c', script],
                           env=dict(os.environ, MON=mon), capture_output=True,
                           text=True, timeout=60)
        got = dict(x.split('=', 1) for x in p.stdout.split('\n') if '=' in x)
        with open(mon) as f:
            seen = f.read()
    check('guest-shell: runs', p.returncode == 0, p.stderr.strip())
    check('guest-shell: /sys/hypervisor/type', got.get('type') == 'xen')
    check('guest-shell: devtype, nodename', got.get('dev') ==
          'vif,device/vif/1', got.get('dev'))
    check('guest-shell: operstate', got.get('oper') == 'up', got.get('oper'))
    for k in ('mac', 'vf'):
        pair = got.get(k, ',').split(',')
        check('guest-shell: the %s is that of the store' % k,
              pair[0] == pair[1] != '', pair)
    check('guest-shell: ip monitor sees add and del', 'inet 10.1.2.3' in seen
          and 'Deleted' in seen)
    check('guest-shell: /dev/xen/xenbus', rig('read', 'data/shell') == 'done')
    check('guest-shell: nothing leaks into the host',
          not os.path.exists('/dev/xen/xenbus') and
          not os.path.exists('/sys/class/net/enX0'))
    p = subprocess.Popen([RIG, 'guest-shell', '--', 'sh', '-c',
                          'while ! test -e /sys/class/net/enX7; do sleep 0.1; '
                          'done; cat /sys/class/net/enX7/device/nodename; '
                          'while ! test -s /sys/class/net/lan7/address; do '
                          'sleep 0.1; done; '
                          'cat /sys/class/net/lan7/device/nodename; '
                          'test -e /sys/class/net/enX7 && echo stale; '
                          'while test -e /sys/class/net/lan7; do sleep 0.1; '
                          'done; echo gone'], stdout=subprocess.PIPE, text=True)
    for _ in range(100):
        try:
            rig('nic', 'add', 7)
            break
        except (Err, FileNotFoundError):
            time.sleep(0.1)
    seen = [p.stdout.readline().strip()]
    rig('nic', 'rename', 7, 'lan7')
    seen.append(p.stdout.readline().strip())
    rig('nic', 'del', 7)
    seen.append(p.stdout.read().strip())
    p.wait()
    p.stdout.close()
    check('nic add, rename, del: hot-plug',
          seen == ['device/vif/7', 'device/vif/7', 'gone'], seen)

    # -- the floor
    n = 1000 if quick else 10000
    for what, path, node in (('device', dev, 'data/bench'),
                             ('dom0 socket', sock, home + '/data/bench')):
        p = subprocess.run([BIN + '/xs-bench', '-n', str(n), path, node],
                           capture_output=True, text=True)
        check('WRITE round trip, ' + what, p.returncode == 0,
              p.stdout.strip() or p.stderr.strip())
    p = subprocess.run([BIN + '/xs-bench', '-n', str(n), '-e', sock, home +
                        '/data/bench', dev, 'data/bench'],
                       capture_output=True, text=True)
    check("WRITE through the device to dom0's watch event", p.returncode == 0,
          p.stdout.strip() or p.stderr.strip())
    tests = glob.glob('/usr/lib/xen-*/bin/test-xenstore')
    if tests:
        rig('write', '--perms', 'n7', 'xenstore-test', '')
        for what, path in (('dom0 socket', sock), ('device', dev)):
            p = subprocess.run([tests[-1]], capture_output=True, text=True,
                               env=dict(os.environ, XENSTORED_PATH=path))
            check("the distribution's test-xenstore over the " + what,
                  p.returncode == 0, '%d parts'
                  % len(p.stdout.strip().split('\n')))
    base = os.environ['RIG_STATE']
    rig('down')
    check('down leaves nothing mounted', base not in open('/proc/mounts').read())


def main():
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument('--backend', choices=('c', 'ocaml'))
    a.add_argument('--toolstack', choices=('xapi', 'xl'))
    a.add_argument('--quick', action='store_true')
    a = a.parse_args()
    have = [b for b, n in (('c', 'xenstored'), ('ocaml', 'oxenstored'))
            if glob.glob('/usr/lib/xen-*/bin/' + n)]
    for b in [a.backend] if a.backend else have:
        for t in [a.toolstack] if a.toolstack else ('xapi', 'xl'):
            with tempfile.TemporaryDirectory(prefix='rigtest-') as tmp:
                os.environ['RIG_STATE'] = tmp + '/s'
                os.mkdir(tmp + '/s')
                try:
                    test(b, t, a.quick)
                except Exception:
                    import traceback
                    traceback.print_exc()
                    check('the run came to its end', False)
                    try:
                        rig('down')
                    except Err:
                        pass
    print('FAILED: %d' % failed if failed else 'all good')
    sys.exit(1 if failed else 0)


if __name__ == '__main__':
    main()
