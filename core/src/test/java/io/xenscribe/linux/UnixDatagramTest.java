package io.xenscribe.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnixDatagramTest {

    @TempDir
    Path folder;

    @Test
    void eachTextIsADatagramOfItsOwn() throws IOException {
        String address = folder.resolve("notify").toString();
        int fd = Sockets.receiver(address);
        try {
            UnixDatagram.send(address, "READY=1\nSTATUS=größer");
            UnixDatagram.send(address, "STOPPING=1");

            assertThat(Sockets.received(fd)).isEqualTo("READY=1\nSTATUS=größer");
            assertThat(Sockets.received(fd)).isEqualTo("STOPPING=1");
            assertThat(Sockets.received(fd)).isEmpty();
        } finally {
            Libc.close(fd);
        }
    }

    @Test
    void anAbstractNameNeedsNoFile() throws IOException {
        String address = "@xenscribe-test-" + ProcessHandle.current().pid();
        int fd = Sockets.receiver(address);
        try {
            UnixDatagram.send(address, "READY=1");

            assertThat(Sockets.received(fd)).isEqualTo("READY=1");
        } finally {
            Libc.close(fd);
        }
    }

    @Test
    void aReceiverThatTakesNothingIsGivenUpAfterAWhile() throws IOException {
        String address = folder.resolve("notify").toString();
        int fd = Sockets.receiver(address);
        try {
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 100_000; i++) {
                            UnixDatagram.send(address, "WATCHDOG=1");
                        }
                    })
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(address);
        } finally {
            Libc.close(fd);
        }
    }

    @Test
    void nobodyThereIsAFailure() {
        assertThatThrownBy(() -> UnixDatagram.send(folder.resolve("none").toString(), "READY=1"))
                .isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "notify", "vsock:2:1234"})
    void otherAddressesAreNone(String address) {
        assertThatThrownBy(() -> UnixDatagram.send(address, "READY=1"))
                .hasMessage("'" + address + "' is no address of a unix socket");
    }
}
