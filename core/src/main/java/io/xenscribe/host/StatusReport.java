package io.xenscribe.host;

import io.xenscribe.json.JsonWriter;
import io.xenscribe.mapping.ChosenMapping;
import io.xenscribe.publish.AgentIdentity;
import io.xenscribe.publish.PassReport;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is in {@code status.json} at one time. */
final class StatusReport {

    private final AgentIdentity identity;
    private final Roster roster;
    private final List<String> otherAgents;
    private final Map<String, CollectorHealth> health = new HashMap<>();
    private Optional<PassReport> pass = Optional.empty();
    private Optional<String> trouble = Optional.empty();
    private long reconnects;
    private long resumes;
    private long reloads;
    private @Nullable ReloadReport reload;

    StatusReport(AgentIdentity identity, Roster roster, List<String> otherAgents) {
        this.identity = identity;
        this.roster = roster;
        this.otherAgents = otherAgents;
        for (CollectorRunner runner : roster.runners()) {
            health.put(runner.name(), runner.health());
        }
    }

    void ofPass(PassReport report) {
        pass = Optional.of(report);
    }

    /** @param why there is no connection, if there is none */
    void ofConnection(Optional<String> why, long reconnected, long resumed) {
        trouble = why;
        reconnects = reconnected;
        resumes = resumed;
    }

    void ofReloads(long count, @Nullable ReloadReport latest) {
        reloads = count;
        reload = latest;
    }

    /** Without what changes all the time and means nothing by itself. */
    String lasting() {
        return json(false, 0);
    }

    String whole(long passes) {
        return json(true, passes) + "\n";
    }

    private String json(boolean isWhole, long passes) {
        JsonWriter json = new JsonWriter();
        json.beginObject();
        json.name("version").value(identity.version());
        json.name("pid").value(identity.pid());
        json.name("started-at").value(identity.startedAt().toString());
        writeMapping(json);
        writeStore(json);
        pass.ifPresent(report -> writePass(json, report, isWhole));
        writeCounters(json, isWhole, passes);
        if (isWhole) {
            ProcessFigures.now().write(json);
        }
        writeCollectors(json, isWhole);
        writePlugins(json);
        writeReload(json);
        writeTexts(json, "scripts-off", roster.setup().scripts().switchedOff());
        writeTexts(json, "other-agents", otherAgents);
        json.endObject();
        return json.toString();
    }

    /** What was chosen; until then, what names the choice. */
    private void writeMapping(JsonWriter json) {
        Optional<ChosenMapping> chosen = pass.flatMap(PassReport::mapping);
        Path file = roster.setup().config().mapping();
        json.name("mapping")
                .value(chosen.flatMap(ChosenMapping::file).orElse(file).toString());
        chosen.flatMap(ChosenMapping::reason)
                .ifPresent(reason -> json.name("mapping-reason").value(reason));
    }

    private void writeStore(JsonWriter json) {
        json.name("store").beginObject();
        pass.ifPresent(report -> json.name("where").value(report.store()));
        json.name("connected").value(trouble.isEmpty());
        trouble.ifPresent(reason -> json.name("error").value(reason));
        json.endObject();
    }

    private static void writePass(JsonWriter json, PassReport report, boolean isWhole) {
        if (isWhole) {
            json.name("published-at").value(report.at().toString());
        }
        json.name("keys").value(report.keys());
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
        writeTexts(json, "warnings", report.warnings());
    }

    private void writeCounters(JsonWriter json, boolean isWhole, long passes) {
        json.name("counters").beginObject();
        if (isWhole) {
            json.name("passes").value(passes);
        }
        pass.ifPresent(report -> {
            json.name("writes").value(report.writes());
            json.name("errors").value(report.errors());
        });
        json.name("reconnects").value(reconnects);
        json.name("resumes").value(resumes);
        json.name("reloads").value(reloads);
        json.endObject();
    }

    private void writeCollectors(JsonWriter json, boolean isWhole) {
        json.name("collectors").beginArray();
        for (LoadedPlugin plugin : roster.setup().plugins().loaded()) {
            for (LoadedCollector<?> collector : plugin.collectors()) {
                json.beginObject();
                json.name("name").value(collector.name());
                json.name("plugin").value(plugin.id());
                CollectorHealth how = health.get(collector.name());
                if (how == null) {
                    boolean isUsed = roster.setup().isUsed(collector.name());
                    json.name("state").value(isUsed ? "off" : "unused");
                } else {
                    writeHealth(json, how, isWhole);
                }
                json.endObject();
            }
        }
        json.endArray();
    }

    private static void writeHealth(JsonWriter json, CollectorHealth health, boolean isWhole) {
        json.name("state").value(health.state().name().toLowerCase(Locale.ROOT));
        json.name("restarts").value(health.restarts());
        health.lastError().ifPresent(error -> json.name("error").value(error));
        if (isWhole) {
            health.lastPublish().ifPresent(at -> json.name("published-at").value(at.toString()));
        }
        if (!health.leftBehind().isEmpty()) {
            writeTexts(json, "left-behind", health.leftBehind());
        }
    }

    private void writePlugins(JsonWriter json) {
        json.name("plugins").beginArray();
        for (PluginState plugin : PluginState.all(roster.setup())) {
            json.beginObject();
            json.name("id").value(plugin.id());
            json.name("version").value(plugin.version());
            json.name("path").value(plugin.path().toString());
            json.name("state").value(plugin.state());
            if (!plugin.reason().isEmpty()) {
                json.name("reason").value(plugin.reason());
            }
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
        writeTexts(json, "problems", latest.problems());
        json.endObject();
    }

    private static void writeTexts(JsonWriter json, String name, List<String> texts) {
        json.name(name).beginArray();
        for (String text : texts) {
            json.value(text);
        }
        json.endArray();
    }
}
