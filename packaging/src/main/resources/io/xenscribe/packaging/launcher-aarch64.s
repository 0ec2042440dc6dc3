// bin/xenscribe for AArch64: reads HOME/lib/js/xenscribe.options, else HOME/lib/xenscribe.options, and becomes the Java
// runtime it names.
// HOME is the folder above the one that holds this program. Linux system calls only: no libc, no shell.
// Assembled by GNU as; the bytes are in launcher-aarch64.hex (README.md of packaging).

        .globl  _start

        .equ    OPENAT, 56
        .equ    READ, 63
        .equ    WRITE, 64
        .equ    READLINKAT, 78
        .equ    EXIT, 94
        .equ    PRCTL, 167
        .equ    EXECVE, 221
        .equ    AT_FDCWD, -100
        .equ    SET_THP_DISABLE, 41

        .equ    HOME, 0x500000          // the home, PATH_MAX, and room for the name of the options file
        .equ    HOME_SIZE, 0x1000
        .equ    OPTIONS, 0x502000       // the options file as it is
        .equ    OPTIONS_SIZE, 0x4000
        .equ    ARGUMENTS, 0x506000     // its lines as strings, ~ replaced by the home
        .equ    ARGUMENTS_END, 0x546000 // beyond it lies room for one more home
        .equ    SLOTS, 0x4000 * 8       // pointers: not more lines than bytes in the options file

_start: ldr     x19, [sp]               // argc
        add     x20, sp, 8              // argv
        add     x21, x20, x19, lsl 3
        add     x21, x21, 8             // envp

        // No huge pages for this process: with them, a few kilobytes in use cost two megabytes. execve keeps it.
        mov     x0, SET_THP_DISABLE
        mov     x1, 1
        mov     x2, 0
        mov     x3, 0
        mov     x4, 0
        mov     x8, PRCTL
        svc     0

        // The home: two names less than the path of this program.
        mov     x0, AT_FDCWD
        adr     x1, self
        mov     x22, HOME
        mov     x2, x22
        mov     x3, HOME_SIZE
        mov     x8, READLINKAT
        bl      call
        cmp     x0, HOME_SIZE
        b.eq    fail
        mov     x23, x0
        mov     x9, 2
parent: subs    x23, x23, 1
        b.mi    fail
        ldrb    w10, [x22, x23]
        cmp     w10, '/'
        b.ne    parent
        subs    x9, x9, 1
        b.ne    parent                  // x23 is now the length of the home

        // Read HOME/lib/js/xenscribe.options where there is one, else HOME/lib/xenscribe.options.
        adr     x1, jsfile
        bl      open
        tbz     x0, 63, read
        adr     x1, file
        bl      open
        tbnz    x0, 63, fail
read:   ldr     x24, =OPTIONS
        mov     x1, x24
        mov     x2, OPTIONS_SIZE
        mov     x8, READ
        bl      call
        cmp     x0, OPTIONS_SIZE
        b.eq    fail
        add     x25, x24, x0            // its end

        // Each line is one argument; lines that are empty or begin with # are none.
        ldr     x9, =SLOTS
        add     x9, x9, x19, lsl 3
        sub     x9, sp, x9
        and     sp, x9, -16
        mov     x26, sp                 // the next pointer
        ldr     x27, =ARGUMENTS
        mov     x11, x27
        ldr     x12, =ARGUMENTS_END
line:   cmp     x24, x25
        b.hs    start
        ldrb    w10, [x24]
        cmp     w10, '#'
        b.eq    ignore
        cmp     w10, '\n'
        b.eq    ignore
        str     x11, [x26], 8
copy:   cmp     x11, x12
        b.hs    fail
        ldrb    w10, [x24], 1
        cmp     w10, '\n'
        b.eq    finish
        cmp     w10, '~'
        b.eq    insert
        strb    w10, [x11], 1
more:   cmp     x24, x25
        b.lo    copy
finish: strb    wzr, [x11], 1
        b       line
insert: mov     x13, 0
home:   cmp     x13, x23
        b.hs    more
        ldrb    w10, [x22, x13]
        strb    w10, [x11], 1
        add     x13, x13, 1
        b       home
ignore: ldrb    w10, [x24], 1
        cmp     w10, '\n'
        b.eq    line
        cmp     x24, x25
        b.lo    ignore

        // The caller's arguments follow, and the closing null.
start:  add     x20, x20, 8
        ldr     x10, [x20]
        str     x10, [x26], 8
        cbnz    x10, start

        // One pool for malloc: with one for each thread, each keeps what it has freed. Goes where argv ended, before envp.
        adr     x10, pools
        mov     x2, x21
        str     x10, [x2, -8]!
        mov     x0, x27
        mov     x1, sp
        mov     x8, EXECVE
        svc     0

fail:   mov     x0, 2
        adr     x1, text
        mov     x2, text_size
        mov     x8, WRITE
        svc     0
        mov     x0, 1
        mov     x8, EXIT
        svc     0

call:   svc     0                       // returns only when the answer is not negative
        tbnz    x0, 63, fail
        ret

open:   add     x2, x22, x23
name:   ldrb    w10, [x1], 1
        strb    w10, [x2], 1
        cbnz    w10, name
        mov     x0, AT_FDCWD
        mov     x1, x22
        mov     x2, 0
        mov     x3, 0
        mov     x8, OPENAT
        svc     0
        ret

self:   .asciz  "/proc/self/exe"
jsfile: .asciz  "/lib/js/xenscribe.options"
file:   .asciz  "/lib/xenscribe.options"
pools:  .asciz  "MALLOC_ARENA_MAX=1"
text:   .ascii  "xenscribe: cannot start the Java runtime that lib/xenscribe.options names, beside this program's folder; "
        .ascii  "copy the whole tree, with /proc mounted\n"
        .equ    text_size, . - text
        .balign 8
        .ltorg
