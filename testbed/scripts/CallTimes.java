import io.xenscribe.api.Key;
import io.xenscribe.api.RuleScript;
import io.xenscribe.facts.FactSchema;
import io.xenscribe.facts.FactType;
import io.xenscribe.facts.FactView;
import io.xenscribe.plugin.javascript.JavaScript;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Times of warm calls, from facts as collectors make them to texts; testbed/bench-scripts runs it in the packaged runtime. */
public class CallTimes {

    public enum Scope {
        GLOBAL,
        LINK,
        LOCAL
    }

    public record Ip(@Key InetAddress address, int prefix, Scope scope) {}

    public record Nic(@Key int ifindex, String name, Optional<String> port, List<Ip> ipv4, List<Ip> ipv6) {}

    public record Network(List<Nic> interfaces) {}

    public record Vif(@Key int vif, String name) {}

    public record Vendor(Map<String, String> strings) {}

    private static final List<String> NAMES = List.of("network", "vif", "vendor");

    public static void main(String[] arguments) throws Exception {
        JavaScript engine = new JavaScript();
        String addresses = Files.readString(Path.of(arguments[0]));
        String list = "network.interfaces.flatMap(nic => nic.ipv4).filter(ip => ip.scope === 'global')"
                + ".map(ip => ip.address).join(' ')";
        measure(engine, "a property or two", "vif.name + vendor.strings.network", 2, 2);
        measure(engine, "addresses.js, 2 interfaces with 2 addresses", addresses, 2, 2);
        measure(engine, "addresses.js, 50 interfaces with 10 addresses", addresses, 50, 10);
        measure(engine, "filter and join 50 x 10 addresses", list, 50, 10);
        System.exit(0);
    }

    private static void measure(RuleScript engine, String what, String code, int nics, int ips) throws Exception {
        RuleScript.Compiled script = engine.compile(code, NAMES);
        Network network = network(nics, ips);
        int rounds = nics > 10 ? 200 : 3000;
        double best = Double.MAX_VALUE;
        for (int round = 0; round < 7; round++) {
            long start = System.nanoTime();
            for (int i = 0; i < rounds; i++) {
                script.call(facts(network));
            }
            best = Math.min(best, (System.nanoTime() - start) / 1e6 / rounds);
        }
        System.out.printf("%s\t%.4f%n", what, best);
    }

    private static List<Object> facts(Network network) {
        List<Object> facts = new ArrayList<>();
        facts.add(view(network));
        facts.add(view(new Vif(0, "vif0")));
        facts.add(view(new Vendor(Map.of("network", "10."))));
        return facts;
    }

    private static final Map<Class<?>, FactType> TYPES = Map.of(
            Network.class, new FactType.Group(FactSchema.of(Network.class)),
            Vif.class, new FactType.Group(FactSchema.of(Vif.class)),
            Vendor.class, new FactType.Group(FactSchema.of(Vendor.class)));

    private static Object view(Record record) {
        return FactView.of(record, TYPES.get(record.getClass()));
    }

    private static Network network(int nics, int ips) throws Exception {
        List<Nic> list = new ArrayList<>();
        for (int n = 0; n < nics; n++) {
            List<Ip> ipv4 = new ArrayList<>();
            for (int i = 0; i < ips; i++) {
                ipv4.add(new Ip(InetAddress.getByAddress(new byte[] {10, 1, (byte) n, (byte) i}), 24, Scope.GLOBAL));
            }
            list.add(new Nic(n, "enX" + n, Optional.of("vif" + n), ipv4, List.of()));
        }
        return new Network(list);
    }
}
