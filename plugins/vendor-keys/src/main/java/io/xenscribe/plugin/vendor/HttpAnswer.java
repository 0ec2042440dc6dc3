package io.xenscribe.plugin.vendor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The answer to a request of HTTP/1.0 (RFC 1945), after which the server closes the connection.
 *
 * @param status for example 200
 * @param body as text, without surrounding blanks
 */
record HttpAnswer(int status, String body) {

    private static final String END_OF_HEADERS = "\r\n\r\n";
    private static final String VERSION = "HTTP/1.";

    /**
     * Reads all that came.
     *
     * @throws IOException when it is no such answer
     */
    static HttpAnswer parse(byte[] bytes) throws IOException {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int end = text.indexOf(END_OF_HEADERS);
        int status = VERSION.length() + 2;
        if (!text.startsWith(VERSION) || end < status + 3) {
            throw new IOException("does not answer as a web server does");
        }
        return new HttpAnswer(
                number(text, status),
                text.substring(end + END_OF_HEADERS.length()).strip());
    }

    private static int number(String text, int from) throws IOException {
        int number = 0;
        for (int i = from; i < from + 3; i++) {
            char digit = text.charAt(i);
            if (digit < '0' || digit > '9') {
                throw new IOException("does not answer as a web server does");
            }
            number = number * 10 + digit - '0';
        }
        return number;
    }
}
