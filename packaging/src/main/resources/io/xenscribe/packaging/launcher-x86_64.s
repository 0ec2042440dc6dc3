# bin/xenscribe for x86-64: reads HOME/lib/js/xenscribe.options, else HOME/lib/xenscribe.options, and becomes the Java
# runtime it names.
# HOME is the folder above the one that holds this program. Linux system calls only: no libc, no shell.
# Assembled by GNU as; the bytes are in launcher-x86_64.hex (README.md of packaging).

        .intel_syntax noprefix
        .globl  _start

        .equ    READ, 0
        .equ    WRITE, 1
        .equ    OPEN, 2
        .equ    EXECVE, 59
        .equ    READLINK, 89
        .equ    PRCTL, 157
        .equ    EXIT, 231
        .equ    SET_THP_DISABLE, 41

        .equ    HOME, 0x500000          # the home, PATH_MAX, and room for the name of the options file
        .equ    HOME_SIZE, 0x1000
        .equ    OPTIONS, 0x502000       # the options file as it is
        .equ    OPTIONS_SIZE, 0x4000
        .equ    ARGUMENTS, 0x506000     # its lines as strings, ~ replaced by the home
        .equ    ARGUMENTS_END, 0x546000 # beyond it lies room for one more home
        .equ    SLOTS, 0x4000 * 8       # pointers: not more lines than bytes in the options file

_start: mov     r12, [rsp]              # argc
        lea     r13, [rsp + 8]          # argv
        lea     r14, [r13 + r12*8 + 8]  # envp

        # No huge pages for this process: with them, a few kilobytes in use cost two megabytes. execve keeps it.
        mov     eax, PRCTL
        mov     edi, SET_THP_DISABLE
        mov     esi, 1
        xor     edx, edx
        xor     r10d, r10d
        xor     r8d, r8d
        syscall

        # The home: two names less than the path of this program.
        mov     eax, READLINK
        lea     rdi, [rip + self]
        mov     esi, HOME
        mov     edx, HOME_SIZE
        syscall
        cmp     rax, 1
        jl      fail
        cmp     rax, HOME_SIZE
        je      fail
        mov     rbx, rax
        mov     ecx, 2
parent: dec     rbx
        js      fail
        cmp     byte ptr [rbx + HOME], '/'
        jne     parent
        loop    parent                  # rbx is now the length of the home

        # Read HOME/lib/js/xenscribe.options where there is one, else HOME/lib/xenscribe.options.
        lea     rsi, [rip + jsfile]
        call    open
        test    rax, rax
        jns     read
        lea     rsi, [rip + file]
        call    open
        test    rax, rax
        js      fail
read:   mov     edi, eax
        xor     eax, eax                # READ
        mov     esi, OPTIONS
        mov     edx, OPTIONS_SIZE
        syscall
        cmp     rax, 1
        jl      fail
        cmp     rax, OPTIONS_SIZE
        je      fail
        lea     r8, [rax + OPTIONS]     # its end

        # Each line is one argument; lines that are empty or begin with # are none.
        sub     rsp, SLOTS
        lea     r9, [r12*8]
        sub     rsp, r9
        and     rsp, -16
        mov     r9, rsp                 # the next pointer
        mov     esi, OPTIONS
        mov     edi, ARGUMENTS
line:   cmp     rsi, r8
        jae     start
        cmp     byte ptr [rsi], '#'
        je      ignore
        cmp     byte ptr [rsi], '\n'
        je      ignore
        mov     [r9], rdi
        add     r9, 8
copy:   cmp     rdi, ARGUMENTS_END
        jae     fail
        lodsb
        cmp     al, '\n'
        je      finish
        cmp     al, '~'
        je      insert
        stosb
more:   cmp     rsi, r8
        jb      copy
finish: xor     eax, eax
        stosb
        jmp     line
insert: mov     rdx, rsi
        mov     esi, HOME
        mov     ecx, ebx
        rep movsb
        mov     rsi, rdx
        jmp     more
ignore: lodsb
        cmp     al, '\n'
        je      line
        cmp     rsi, r8
        jb      ignore

        # The caller's arguments follow, and the closing null.
start:  mov     rdi, r9
        lea     rsi, [r13 + 8]
        mov     rcx, r12
        rep movsq

        # One pool for malloc: with one for each thread, each keeps what it has freed. Goes where argv ended, before envp.
        lea     rdx, [r14 - 8]
        lea     rax, [rip + pools]
        mov     [rdx], rax
        mov     eax, EXECVE
        mov     edi, ARGUMENTS
        mov     rsi, rsp
        syscall

fail:   mov     eax, WRITE
        mov     edi, 2
        lea     rsi, [rip + text]
        mov     edx, offset text_size
        syscall
        mov     eax, EXIT
        mov     edi, 1
        syscall

open:   lea     rdi, [rbx + HOME]       # copies more than the shorter name, which ends itself
        mov     ecx, offset jsfile_size
        rep movsb
        mov     eax, OPEN
        mov     edi, HOME
        xor     esi, esi
        syscall
        ret

self:   .asciz  "/proc/self/exe"
jsfile: .asciz  "/lib/js/xenscribe.options"
        .equ    jsfile_size, . - jsfile
file:   .asciz  "/lib/xenscribe.options"
pools:  .asciz  "MALLOC_ARENA_MAX=1"
text:   .ascii  "xenscribe: cannot start the Java runtime that lib/xenscribe.options names, beside this program's folder; "
        .ascii  "copy the whole tree, with /proc mounted\n"
        .equ    text_size, . - text
