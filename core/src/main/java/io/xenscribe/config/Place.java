package io.xenscribe.config;

/**
 * Where something stands in a file. Its text is {@code file:line:column}, which editors and terminals can follow.
 *
 * @param file the file's name as it was opened
 * @param line from 1; 0 means the file as a whole
 * @param column from 1, counted in characters
 */
public record Place(String file, int line, int column) {

    public static Place ofFile(String file) {
        return new Place(file, 0, 0);
    }

    /** The file and the line, for origins in lists. */
    public String fileAndLine() {
        return line == 0 ? file : file + ":" + line;
    }

    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line + ":" + column;
    }
}
