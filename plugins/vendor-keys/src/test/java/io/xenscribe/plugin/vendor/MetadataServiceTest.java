package io.xenscribe.plugin.vendor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.xenscribe.api.testkit.FixtureContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a server of this machine that answers as the service does. */
@Timeout(30)
class MetadataServiceTest {

    private static final String TOKEN = "AQAEAL==";

    private HttpServer server;
    private final Map<String, String> values = new HashMap<>(Map.of(
            "instance-id", "i-0123456789abcdef0",
            "instance-type", "m4.large",
            "placement/region", "eu-central-1",
            "placement/availability-zone", "eu-central-1a",
            "ami-id", "ami-0123456789abcdef0",
            "local-hostname", "ip-10-0-0-5.eu-central-1.compute.internal\n"));
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            requests.add(exchange.getRequestMethod() + " " + path);
            if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                exchange.sendResponseHeaders(503, -1);
            } else if (path.equals("/latest/api/token")) {
                boolean right = exchange.getRequestMethod().equals("PUT")
                        && exchange.getRequestHeaders().containsKey("X-aws-ec2-metadata-token-ttl-seconds");
                send(exchange, right ? 200 : 400, TOKEN);
            } else if (!TOKEN.equals(exchange.getRequestHeaders().getFirst("X-aws-ec2-metadata-token"))) {
                send(exchange, 401, "Unauthorized");
            } else {
                String value = values.get(path.substring("/latest/meta-data/".length()));
                send(exchange, value == null ? 404 : 200, value == null ? "Not Found" : value);
            }
        }
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private InstanceOptions options() {
        return options(server.getAddress().getPort());
    }

    private static InstanceOptions options(int port) {
        return new InstanceOptions(true, "http://127.0.0.1:" + port, Duration.ofSeconds(5));
    }

    private static FixtureContext<VendorFacts> live(InstanceOptions options) {
        return FixtureContext.<VendorFacts>of(Path.of("/"))
                .options(new VendorOptions(
                        Optional.of("Appliance"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        options));
    }

    @Test
    void whatItSaysIsReadWithAToken() throws Exception {
        assertThat(new MetadataService(options()).ask())
                .isEqualTo(new Instance(
                        Optional.of("i-0123456789abcdef0"),
                        Optional.of("m4.large"),
                        Optional.of("eu-central-1"),
                        Optional.of("eu-central-1a"),
                        Optional.of("ami-0123456789abcdef0"),
                        Optional.of("ip-10-0-0-5.eu-central-1.compute.internal")));
        assertThat(requests).startsWith("PUT /latest/api/token").hasSize(7);
    }

    @Test
    void whatItDoesNotKnowIsAbsent() throws Exception {
        values.clear();
        values.put("instance-id", "i-1");
        values.put("ami-id", " \n");
        Instance instance = new MetadataService(options()).ask();
        assertThat(instance.id()).hasValue("i-1");
        assertThat(instance.type()).isEmpty();
        assertThat(instance.image()).isEmpty();
    }

    @Test
    void anotherKindOfServerIsNoService() {
        values.put("instance-id", "x".repeat(5000));
        assertThatThrownBy(() -> new MetadataService(options()).ask())
                .isInstanceOf(IOException.class)
                .hasMessage("answers /latest/meta-data/instance-id with more than 4096 bytes");
        refusals.set(1);
        assertThatThrownBy(() -> new MetadataService(options()).ask())
                .hasMessage("answers PUT /latest/api/token with status 503");
    }

    @Test
    void aServerThatIsSilentOrAbsentIsAFailure() throws Exception {
        int port;
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = silent.getLocalPort();
            InstanceOptions impatient = new InstanceOptions(true, "http://127.0.0.1:" + port, Duration.ofMillis(50));
            assertThatThrownBy(() -> new MetadataService(impatient).ask()).hasMessageStartingWith("does not answer: ");
        }
        assertThatThrownBy(() -> new MetadataService(options(port)).ask()).hasMessageStartingWith("does not answer: ");
    }

    @Test
    void theOtherFactsDoNotWaitForIt() throws Exception {
        refusals.set(3);
        var context = live(options()).thenNothing().thenNothing().thenNothing().run(new VendorCollector());

        assertThat(context.returned()).isTrue();
        assertThat(context.published()).hasSize(2);
        assertThat(context.published().getFirst().instance()).isEmpty();
        assertThat(context.last().instance())
                .hasValueSatisfying(instance -> assertThat(instance.id()).hasValue("i-0123456789abcdef0"));
        assertThat(context.last().product()).hasValue("Appliance");
        assertThat(context.waits())
                .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
    }

    @Test
    void theAgentsStopEndsTheAsking() throws Exception {
        refusals.set(Integer.MAX_VALUE);
        var context = live(options());
        for (int i = 0; i < 12; i++) {
            context.thenNothing();
        }
        context.run(new VendorCollector());
        assertThat(context.returned()).isFalse();
        assertThat(context.published()).hasSize(1);
        assertThat(context.waits()).hasSize(13).last().isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void whatIsNoAnswerOfAWebServerIsAFailure() {
        for (String text : List.of("", "SSH-2.0-x", "HTTP/1.1 2x0 OK\r\n\r\n", "HTTP/1.1 200", "HTTP/1.1\r\n\r\n")) {
            assertThatThrownBy(() -> HttpAnswer.parse(text.getBytes(StandardCharsets.UTF_8)))
                    .as(text)
                    .hasMessage("does not answer as a web server does");
        }
    }

    @Test
    void anAnswerIsAStatusAndABody() throws Exception {
        String text = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n i-1\n";
        assertThat(HttpAnswer.parse(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(new HttpAnswer(200, "i-1"));
    }

    @Test
    void nothingIsAskedUnlessItIsEnabledAndTheMachineIsThisOne() throws Exception {
        var disabled = live(new InstanceOptions(false, options().service(), Duration.ofSeconds(5)));
        assertThat(disabled.run(new VendorCollector()).published()).hasSize(1);
        var image = FixtureContext.<VendorFacts>of(Path.of("fixtures", "none"))
                .options(new VendorOptions(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        options()));
        assertThat(image.run(new VendorCollector()).published()).hasSize(1);
        assertThat(requests).isEmpty();
    }

    @Test
    void optionsThatCannotBeMeantAreRefused() {
        for (String service :
                List.of("169.254.169.254", "https://a", "http://a/", "http://a/b", "http://", "http://a b")) {
            assertThatThrownBy(() -> new InstanceOptions(true, service, Duration.ofSeconds(1)))
                    .as(service)
                    .hasMessage("service must be http://ADDRESS, without a path");
        }
        assertThatThrownBy(() -> new InstanceOptions(true, "http://169.254.169.254", Duration.ofHours(1)))
                .hasMessage("timeout must be more than nothing and at most a minute");
        assertThatThrownBy(() -> new InstanceOptions(true, "http://169.254.169.254", Duration.ZERO))
                .hasMessage("timeout must be more than nothing and at most a minute");
    }
}
