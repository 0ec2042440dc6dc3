package com.example.reboot;

import io.xenscribe.api.Collector;
import io.xenscribe.api.Context;
import io.xenscribe.api.Root;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Looks for the mark that package tools leave, and publishes what it says. */
public final class RebootCollector implements Collector<RebootFacts> {

    private static final String MARK = "/run/reboot-required";

    @Override
    public String name() {
        return "reboot";
    }

    @Override
    public Class<RebootFacts> facts() {
        return RebootFacts.class;
    }

    @Override
    public Class<RebootOptions> options() {
        return RebootOptions.class;
    }

    @Override
    public void collect(Context<RebootFacts> context) throws IOException, InterruptedException {
        RebootOptions options = context.options(RebootOptions.class);
        while (true) {
            context.publish(look(context.root()));
            context.await(options.period());
        }
    }

    private static RebootFacts look(Root root) throws IOException {
        List<String> packages = root.bytes(MARK + ".pkgs").map(RebootCollector::names).orElse(List.of());
        return new RebootFacts(root.exists(MARK), packages);
    }

    /** One name a line; the tools add lines without looking whether they are there. */
    private static List<String> names(byte[] text) {
        return new String(text, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .distinct()
                .toList();
    }
}
