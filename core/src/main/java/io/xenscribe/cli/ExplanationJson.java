package io.xenscribe.cli;

import io.xenscribe.explain.Explanation;
import io.xenscribe.json.JsonWriter;
import io.xenscribe.mapping.Account;
import io.xenscribe.mapping.Key;
import java.util.List;
import java.util.Locale;

/** An explanation for programs. What is absent is left out. */
final class ExplanationJson {

    private ExplanationJson() {}

    static JsonWriter of(Explanation explanation) {
        JsonWriter json = new JsonWriter();
        json.beginObject().name("path").value(explanation.path());
        json.name("made").value(explanation.value().isPresent());
        explanation.value().ifPresent(value -> json.name("value").value(value));
        optional("reason", explanation.reason(), json);
        json.name("left-out").value(explanation.leftOut().isPresent());
        json.name("rules").beginArray();
        explanation.accounts().forEach(account -> write(account, json));
        json.endArray();
        json.name("store")
                .beginObject()
                .name("state")
                .value(word(explanation.held().state()));
        explanation.held().value().ifPresent(value -> json.name("value").value(value));
        optional("remark", explanation.held().remark(), json);
        json.endObject();
        explanation.removed().ifPresent(place -> json.name("removed-at").value(place));
        explanation.owner().ifPresent(owner -> json.name("owned-by").value(owner));
        explanation.near().ifPresent(near -> json.name("near").value(near));
        json.name("below").beginArray();
        for (Key key : explanation.below()) {
            json.value(key.path());
        }
        json.endArray();
        texts("remarks", explanation.remarks(), json);
        return json.endObject();
    }

    private static void write(Account account, JsonWriter json) {
        json.beginObject().name("rule").value(account.origin());
        json.name("template").value(account.template());
        json.name("commit").value(account.commit());
        json.name("made").value(account.value().isPresent());
        account.value().ifPresent(value -> json.name("value").value(value));
        optional("reason", account.reason(), json);
        json.name("parts").beginArray();
        for (Account.Part part : account.parts()) {
            json.beginObject().name("name").value(part.name()).name("text").value(part.text());
            optional("remark", part.remark(), json);
            json.name("place").value(part.place());
            json.name("cause").value(part.isCause()).endObject();
        }
        json.endArray().name("facts").beginArray();
        for (Account.NamedFact fact : account.facts()) {
            json.beginObject().name("name").value(fact.name());
            fact.value().ifPresent(value -> json.name("value").value(value));
            optional("remark", fact.remark(), json);
            json.endObject();
        }
        json.endArray().endObject();
    }

    private static String word(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void optional(String name, String text, JsonWriter json) {
        if (!text.isEmpty()) {
            json.name(name).value(text);
        }
    }

    private static void texts(String name, List<String> texts, JsonWriter json) {
        json.name(name).beginArray();
        texts.forEach(json::value);
        json.endArray();
    }
}
