package io.xenscribe.host;

import io.xenscribe.json.JsonWriter;
import io.xenscribe.mapping.ChosenMapping;
import io.xenscribe.publish.AgentIdentity;
import io.xenscribe.publish.AtomicFile;
import io.xenscribe.publish.PassListener;
import io.xenscribe.publish.PassReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code status.json}: how the agent does, for {@code xenscribe status} and other programs. Written whole, after passes. */
final class StatusFile implements PassListener, ReloadListener {

    private final AtomicFile file;
    private final AgentIdentity identity;
    private final Crew crew;
    private final List<String> otherAgents;
    private Optional<PassReport> last = Optional.empty();
    private volatile @Nullable ReloadReport reload;

    /** @param otherAgents other guest agents that were running at the start */
    StatusFile(Path path, AgentIdentity identity, Crew crew, List<String> otherAgents) {
        this.file = new AtomicFile(path);
        this.identity = identity;
        this.crew = crew;
        this.otherAgents = otherAgents;
    }

    @Override
    public void passed(PassReport report) {
        last = Optional.of(report);
        write(Optional.empty());
    }

    @Override
    public void disconnected(String reason) {
        write(Optional.of(reason));
    }

    @Override
    public void reloading() {}

    /** Is in the file after the pass that follows. */
    @Override
    public void reloaded(ReloadReport report) {
        reload = report;
    }

    private void write(Optional<String> trouble) {
        JsonWriter json = new JsonWriter();
        json.beginObject();
        json.name("version").value(identity.version());
        json.name("pid").value(identity.pid());
        json.name("started-at").value(identity.startedAt().toString());
        writeMapping(json);
        writeStore(json, trouble);
        last.ifPresent(report -> writeReport(json, report));
        writeCollectors(json);
        writeRefusedPlugins(json);
        writeReload(json);
        json.name("other-agents").beginArray();
        otherAgents.forEach(json::value);
        json.endArray();
        json.endObject();
        file.write(json + "\n");
    }

    /** What was chosen; until then, what names the choice. */
    private void writeMapping(JsonWriter json) {
        Optional<ChosenMapping> chosen = last.flatMap(PassReport::mapping);
        Path file = crew.roster().setup().config().mapping();
        json.name("mapping")
                .value(chosen.flatMap(ChosenMapping::file).orElse(file).toString());
        chosen.flatMap(ChosenMapping::reason)
                .ifPresent(reason -> json.name("mapping-reason").value(reason));
    }

    private void writeStore(JsonWriter json, Optional<String> trouble) {
        json.name("store").beginObject();
        last.ifPresent(report -> json.name("where").value(report.store()));
        json.name("connected").value(trouble.isEmpty());
        trouble.ifPresent(reason -> json.name("error").value(reason));
        json.endObject();
    }

    private static void writeReport(JsonWriter json, PassReport report) {
        json.name("published-at").value(report.at().toString());
        json.name("keys").value(report.keys());
        json.name("writes").value(report.writes());
        json.name("errors").value(report.errors());
        json.name("refused").beginArray();
        for (PassReport.RefusedKeys refused : report.refused()) {
            json.beginObject();
            json.name("rule").value(refused.rule());
            json.name("error").value(refused.error());
            json.name("example").value(refused.example());
            json.name("count").value(refused.count());
            json.endObject();
        }
        json.endArray();
        json.name("warnings").beginArray();
        report.warnings().forEach(json::value);
        json.endArray();
    }

    private void writeCollectors(JsonWriter json) {
        json.name("collectors").beginArray();
        for (CollectorRunner runner : crew.roster().runners()) {
            CollectorHealth health = runner.health();
            json.beginObject();
            json.name("name").value(health.name());
            json.name("state").value(health.state().name().toLowerCase(Locale.ROOT));
            json.name("restarts").value(health.restarts());
            health.lastError().ifPresent(error -> json.name("error").value(error));
            health.lastPublish().ifPresent(at -> json.name("published-at").value(at.toString()));
            json.endObject();
        }
        json.endArray();
    }

    private void writeRefusedPlugins(JsonWriter json) {
        json.name("refused-plugins").beginArray();
        for (RefusedPlugin refused : crew.roster().setup().plugins().refused()) {
            json.beginObject();
            json.name("path").value(refused.path().toString());
            json.name("reason").value(refused.reason());
            json.endObject();
        }
        json.endArray();
    }

    private void writeReload(JsonWriter json) {
        ReloadReport latest = reload;
        if (latest == null) {
            return;
        }
        json.name("reload").beginObject();
        json.name("at").value(latest.at().toString());
        json.name("result").value(latest.isTaken() ? "taken" : "refused");
        json.name("problems").beginArray();
        latest.problems().forEach(json::value);
        json.endArray();
        json.endObject();
    }
}
