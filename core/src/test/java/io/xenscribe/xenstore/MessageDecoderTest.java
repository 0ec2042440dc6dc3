package io.xenscribe.xenstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MessageDecoderTest {

    /** WRITE, id 5, no transaction, 3 bytes: OK and a NUL. */
    private static final byte[] WRITTEN = {11, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 'O', 'K', 0};
    /** WATCH_EVENT with whatever the kernel's memory held as ids: data/x, token w1. */
    private static final byte[] EVENT = {
        15, 0, 0, 0, -1, -1, -1, -1, 9, 9, 9, 9, 10, 0, 0, 0, 'd', 'a', 't', 'a', '/', 'x', 0, 'w', '1', 0
    };

    private final MessageDecoder decoder = new MessageDecoder();

    @Test
    void severalMessagesMayComeAtOnce() throws IOException {
        decoder.space().put(WRITTEN).put(EVENT).put(WRITTEN, 0, 17);
        Message written = decoder.next().orElseThrow();
        assertThat(written.type()).isEqualTo(11);
        assertThat(written.id()).isEqualTo(5);
        assertThat(written.text()).isEqualTo("OK");
        Message event = decoder.next().orElseThrow();
        assertThat(event.type()).isEqualTo(Message.EVENT);
        assertThat(event.parts()).containsExactly("data/x", "w1");
        assertThat(decoder.next()).isEmpty();
        decoder.space().put(WRITTEN, 17, 2);
        assertThat(decoder.next()).isPresent();
        assertThat(decoder.next()).isEmpty();
    }

    @Test
    void aMessageMayComeByteByByte() throws IOException {
        for (int round = 0; round < 2000; round++) {
            for (int i = 0; i < EVENT.length - 1; i++) {
                decoder.space().put(EVENT[i]);
                assertThat(decoder.next()).isEmpty();
            }
            decoder.space().put(EVENT[EVENT.length - 1]);
            assertThat(decoder.next().orElseThrow().parts()).containsExactly("data/x", "w1");
        }
    }

    @Test
    void theLongestMessageFits() throws IOException {
        byte[] header = {2, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 16, 0, 0};
        decoder.space().put(WRITTEN, 0, 18).put(WRITTEN, 18, 1).put(header).put(new byte[4095]);
        assertThat(decoder.next()).isPresent();
        assertThat(decoder.next()).isEmpty();
        assertThat(decoder.space().hasRemaining()).isTrue();
        decoder.space().put((byte) 'x');
        assertThat(decoder.next().orElseThrow().value()).hasSize(4096).endsWith("x");
    }

    @Test
    void aLengthIsNotTrusted() {
        for (byte[] length :
                List.of(new byte[] {1, 16, 0, 0}, new byte[] {-1, -1, -1, -1}, new byte[] {0, 0, 0, -128})) {
            MessageDecoder broken = new MessageDecoder();
            broken.space().put(WRITTEN, 0, 12).put(length);
            assertThatThrownBy(broken::next).isInstanceOf(IOException.class).hasMessageContaining("4096 is the limit");
        }
        assertThatThrownBy(() -> {
                    MessageDecoder broken = new MessageDecoder();
                    broken.space().put(WRITTEN, 0, 12).putInt(-1);
                    broken.next();
                })
                .hasMessageContaining("4294967295");
    }

    @Test
    void anyBytesAreMessagesOrABrokenStream() {
        Random random = new Random(20251122);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            for (int i = 12; i + 3 < bytes.length; i += 16 + random.nextInt(30)) { // Often a length that may be.
                bytes[i] = (byte) random.nextInt(40);
                bytes[i + 1] = 0;
                bytes[i + 2] = 0;
                bytes[i + 3] = 0;
            }
            int cut = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
            try {
                List<Message> whole = messages(bytes, bytes.length);
                assertThat(messages(bytes, cut)).hasSameSizeAs(whole);
                for (Message message : whole) {
                    assertThat(message.text().length())
                            .isLessThanOrEqualTo(message.value().length());
                    assertThat(message.parts()).isNotNull();
                }
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("4096 is the limit");
            }
        }
    }

    private static List<Message> messages(byte[] bytes, int cut) throws IOException {
        MessageDecoder decoder = new MessageDecoder();
        List<Message> messages = new ArrayList<>();
        decoder.space().put(bytes, 0, cut);
        drain(decoder, messages);
        decoder.space().put(bytes, cut, bytes.length - cut);
        drain(decoder, messages);
        return messages;
    }

    private static void drain(MessageDecoder decoder, List<Message> to) throws IOException {
        for (Optional<Message> next = decoder.next(); next.isPresent(); next = decoder.next()) {
            to.add(next.get());
        }
    }

    @Test
    void whatIsEncodedIsDecoded() throws IOException {
        ByteBuffer bytes =
                new MessageEncoder().encode(Operation.WRITE, 7, 3, Message.payload("data/x", new byte[] {'1'}));
        assertThat(bytes.order(ByteOrder.LITTLE_ENDIAN).getInt(8)).isEqualTo(3);
        decoder.space().put(bytes);
        Message message = decoder.next().orElseThrow();
        assertThat(message.type()).isEqualTo(11);
        assertThat(message.id()).isEqualTo(7);
        assertThat(message.value()).isEqualTo("data/x\0" + "1");
    }
}
