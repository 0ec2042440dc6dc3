package io.xenscribe.xenstore;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Bytes as what a store daemon sends: the same messages however reads cut them, and a client that answers or says why not. */
final class WireFuzz {

    private WireFuzz() {}

    /** Named as Jazzer wants it. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        int piece = bytes.length == 0 ? 1 : 1 + (bytes[bytes.length - 1] & 63);
        List<String> whole = decoded(bytes, Integer.MAX_VALUE);
        List<String> pieces = decoded(bytes, piece);
        if (!whole.equals(pieces)) {
            throw new AssertionError(whole + " became, in pieces of " + piece + ": " + pieces);
        }
        ask(bytes, piece);
    }

    private static List<String> decoded(byte[] bytes, int piece) {
        List<String> messages = new ArrayList<>();
        MessageDecoder decoder = new MessageDecoder();
        Stream stream = new Stream(bytes, piece);
        try {
            while (stream.read(decoder.space()) >= 0) {
                Optional<Message> next = decoder.next();
                while (next.isPresent()) {
                    Message message = next.get();
                    messages.add(message.type() + " " + message.id() + " " + message.value() + message.parts());
                    next = decoder.next();
                }
                if (!decoder.space().hasRemaining()) {
                    throw new AssertionError("no room for what comes next");
                }
            }
        } catch (IOException outOfStep) {
            messages.add(String.valueOf(outOfStep.getMessage()));
        }
        return messages;
    }

    /** The ids of requests count from 1. */
    private static void ask(byte[] bytes, int piece) {
        try (XenstoreClient client = new XenstoreClient(new Stream(bytes, piece), Duration.ofSeconds(2))) {
            List<String> told = new ArrayList<>();
            attempt(() -> {
                Xenstore.Watch _ = client.watch("device", told::add);
            });
            attempt(() -> client.read("data/a"));
            attempt(() -> client.list("device"));
            attempt(() -> client.permissions("data"));
            attempt(() -> client.write("data/a", "b"));
            attempt(() -> client.transaction(tree -> tree.list("attr")));
            attempt(() -> client.perform(List.of(
                    new Request.Write("data/b", "c"), new Request.Remove("data/d"), new Request.Read("data/e"))));
            attempt(() -> client.await(Duration.ZERO));
            for (String path : told) {
                if (!StorePath.atOrBelow(path, "device")) {
                    throw new AssertionError("told of " + path);
                }
            }
        }
    }

    private static void attempt(Question question) {
        try {
            question.ask();
        } catch (XenstoreException refused) {
            if (String.valueOf(refused.getMessage()).isEmpty()) {
                throw new AssertionError("no reason", refused);
            }
        }
    }

    private interface Question {
        void ask() throws XenstoreException;
    }

    /** The other end sends these bytes, and closes. */
    private static final class Stream implements Transport {

        private final ByteBuffer bytes;
        private final int piece;

        Stream(byte[] bytes, int piece) {
            this.bytes = ByteBuffer.wrap(bytes);
            this.piece = piece;
        }

        @Override
        public int read(ByteBuffer target) {
            int count = Math.min(piece, Math.min(bytes.remaining(), target.remaining()));
            if (!bytes.hasRemaining()) {
                return -1;
            }
            target.put(bytes.slice(bytes.position(), count));
            bytes.position(bytes.position() + count);
            return count;
        }

        @Override
        public Optional<StoreError> write(ByteBuffer source) {
            return Optional.empty();
        }

        @Override
        public boolean await(Duration limit) {
            return true;
        }

        @Override
        public void wake() {}

        @Override
        public int payloadLimit() {
            return 4080;
        }

        @Override
        public int requestsAtOnce() {
            return 10;
        }

        @Override
        public String where() {
            return "the stream";
        }

        @Override
        public void close() {}
    }
}
