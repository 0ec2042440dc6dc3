package io.xenscribe.plugin.services;

import io.xenscribe.api.Root;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks at the services that the options name. */
final class ServiceObserver {

    private final ControlGroups groups;
    private final UnitFiles files;
    private final Invocations invocations;
    private final Set<UnitName> units = new LinkedHashSet<>();
    private final List<Slice> slices = new ArrayList<>();

    ServiceObserver(Root root, ServiceOptions options) throws IOException {
        this.groups = ControlGroups.of(root);
        this.files = new UnitFiles(root);
        this.invocations = new Invocations(root);
        for (String unit : options.units()) {
            units.add(UnitName.of(unit));
        }
        for (String slice : options.slices()) {
            slices.add(Slice.of(slice));
        }
    }

    ServiceFacts look() throws IOException {
        List<Service> services = new ArrayList<>(units.size());
        for (UnitName unit : units) {
            services.add(service(unit));
        }
        return new ServiceFacts(Collections.unmodifiableList(services));
    }

    private Service service(UnitName asked) throws IOException {
        Optional<UnitName> known = files.trueName(asked);
        UnitName unit = known.orElse(asked);
        Optional<State> active = groups.state(unit, slicesOf(unit));
        State inactive = known.isPresent() ? State.STOPPED : State.MISSING;
        Optional<Instant> since = active.isPresent() ? invocations.since(unit) : Optional.empty();
        return new Service(asked.withoutSuffix(), active.orElse(inactive), since);
    }

    /** The folders in which control groups of the services come and go; for a slice that is not there, one above it. */
    Set<String> folders() throws IOException {
        Set<String> folders = new LinkedHashSet<>();
        for (UnitName asked : units) {
            for (Slice slice : slicesOf(files.trueName(asked).orElse(asked))) {
                folders.add(groups.nearest(slice));
            }
        }
        return folders;
    }

    private List<Slice> slicesOf(UnitName unit) {
        Optional<Slice> own = unit.ownSlice();
        if (own.isEmpty()) {
            return slices;
        }
        List<Slice> all = new ArrayList<>(slices);
        all.add(own.get());
        return all;
    }
}
