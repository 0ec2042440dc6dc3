package io.xenscribe.plugin.services;

import io.xenscribe.api.Collector;
import io.xenscribe.api.Context;
import io.xenscribe.api.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the services that the options name, again when a control group beside theirs comes or goes, and after each
 * period: that a service which did its work has no process any more is no event in those folders.
 */
public final class ServiceCollector implements Collector<ServiceFacts> {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceCollector.class);

    /** A restart is several changes, and each one published makes dom0 look at the whole guest. */
    private static final Duration CALM = Duration.ofSeconds(1);

    @Override
    public String name() {
        return "services";
    }

    @Override
    public Class<ServiceFacts> facts() {
        return ServiceFacts.class;
    }

    @Override
    public Class<ServiceOptions> options() {
        return ServiceOptions.class;
    }

    @Override
    public void collect(Context<ServiceFacts> context) throws IOException, InterruptedException {
        ServiceOptions options = context.options(ServiceOptions.class);
        if (options.units().isEmpty()) {
            context.publish(new ServiceFacts(List.of()));
            return;
        }
        ServiceObserver observer = new ServiceObserver(context.root(), options);
        Set<String> watched = Set.of();
        Source[] sources = {};
        while (true) {
            Set<String> folders = observer.folders();
            if (!folders.equals(watched)) {
                close(sources);
                sources = watch(context, folders);
                // One that could not be watched is tried again.
                watched = sources.length == folders.size() ? folders : Set.of();
            }
            context.publish(observer.look());
            if (!context.await(options.period(), sources).isEmpty()) {
                context.await(CALM);
                // What changed may be that a folder went and came back, as another one.
                watched = Set.of();
            }
        }
    }

    /** Before each look. To open and close these has its price, so they are kept while nothing happens. */
    private static Source[] watch(Context<ServiceFacts> context, Set<String> folders) throws IOException {
        List<Source> sources = new ArrayList<>();
        for (String folder : folders) {
            Path path = context.root().resolve(folder);
            try {
                sources.add(context.directory(path));
            } catch (IOException e) {
                LOG.debug("{} is looked at once each period: {}", path, e.getMessage());
            }
        }
        return sources.toArray(new Source[0]);
    }

    private static void close(Source... sources) {
        for (Source source : sources) {
            source.close();
        }
    }
}
