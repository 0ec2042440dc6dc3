package io.xenscribe.packaging;

import java.util.Locale;

/** A processor that the tree can be made for: the one of the build, as the runtime image and jffi's library are. */
enum Machine {
    X86_64("x86_64", 62),
    AARCH64("aarch64", 183);

    /** The name that jffi's folders and the launcher's machine code carry. */
    final String label;

    /** {@code e_machine} of the ELF header (System V ABI, processor supplements). */
    final int elfNumber;

    Machine(String label, int elfNumber) {
        this.label = label;
        this.elfNumber = elfNumber;
    }

    /** The processor that this build runs on. */
    static Machine ofBuild() {
        String architecture = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return switch (architecture) {
            case "amd64", "x86_64" -> X86_64;
            case "aarch64" -> AARCH64;
            default ->
                throw new PackagingException("No launcher for the processor " + architecture
                        + ": build on x86_64 or aarch64, or add machine code for it to packaging/src/main/resources");
        };
    }
}
