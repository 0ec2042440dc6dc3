package io.xenscribe.plugin.vendor;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A client of the instance metadata service, version 2, as Amazon's user guide for EC2 describes it: a token by PUT, then
 * values by GET. Plain sockets, because Java's HTTP clients keep connections, and a thread that looks after them.
 */
final class MetadataService {

    private static final String TOKEN = "/latest/api/token";
    private static final String VALUES = "/latest/meta-data/";
    private static final String TOKEN_HEADER = "X-aws-ec2-metadata-token: ";
    private static final String LIFETIME_HEADER = "X-aws-ec2-metadata-token-ttl-seconds: 60";

    /** No answer of interest is longer; whoever says more is not that service. */
    private static final int MOST_BYTES = 4096;

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int USUAL_PORT = 80;

    private final InstanceOptions options;
    private final URI address;

    MetadataService(InstanceOptions options) {
        this.options = options;
        this.address = URI.create(options.service());
    }

    /**
     * All that it says of this machine.
     *
     * @throws IOException when it does not answer, or not as that service does
     */
    Instance ask() throws IOException {
        Optional<String> token = answer("PUT", TOKEN, LIFETIME_HEADER);
        if (token.isEmpty()) {
            throw new IOException("gives no token, as services of version 2 do");
        }
        return new Instance(
                value("instance-id", token.get()),
                value("instance-type", token.get()),
                value("placement/region", token.get()),
                value("placement/availability-zone", token.get()),
                value("ami-id", token.get()),
                value("local-hostname", token.get()));
    }

    private Optional<String> value(String name, String token) throws IOException {
        return answer("GET", VALUES + name, TOKEN_HEADER + token);
    }

    /** Nothing where the service says that there is no such thing. */
    private Optional<String> answer(String method, String path, String header) throws IOException {
        byte[] request = (method + " " + path + " HTTP/1.0\r\nHost: " + address.getRawAuthority() + "\r\n" + header
                        + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
        HttpAnswer answer = HttpAnswer.parse(exchange(request, path));
        if (answer.status() == NOT_FOUND) {
            return Optional.empty();
        }
        if (answer.status() != OK) {
            throw new IOException("answers " + method + " " + path + " with status " + answer.status());
        }
        return answer.body().isEmpty() ? Optional.empty() : Optional.of(answer.body());
    }

    /** Sends the request and reads what comes until the server closes, within the time-out all together. */
    private byte[] exchange(byte[] request, String path) throws IOException {
        long end = System.nanoTime() + options.timeout().toNanos();
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        byte[] part = new byte[MOST_BYTES];
        try (Socket socket = new Socket()) {
            int port = address.getPort() < 0 ? USUAL_PORT : address.getPort();
            socket.connect(new InetSocketAddress(address.getHost(), port), millisUntil(end));
            socket.getOutputStream().write(request);
            InputStream in = socket.getInputStream();
            while (received.size() <= MOST_BYTES) {
                socket.setSoTimeout(millisUntil(end));
                int count = in.read(part);
                if (count < 0) {
                    return received.toByteArray();
                }
                received.write(part, 0, count);
            }
        } catch (IOException | IllegalArgumentException failed) {
            throw new IOException("does not answer: " + failed.getMessage(), failed);
        }
        throw new IOException("answers " + path + " with more than " + MOST_BYTES + " bytes");
    }

    private static int millisUntil(long end) throws IOException {
        long millis = (end - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
            throw new SocketTimeoutException("timed out");
        }
        return Math.toIntExact(millis);
    }
}
