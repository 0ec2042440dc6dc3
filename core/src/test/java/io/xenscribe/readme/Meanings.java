package io.xenscribe.readme;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.EntityTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.TextTree;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a record's docstring says of the record and of each component, as Markdown in one line. */
final class Meanings {

    private final String type;
    private final String summary;
    private final Map<String, String> ofComponents = new HashMap<>();

    Meanings(String type, DocCommentTree doc) {
        this.type = type;
        this.summary = text(doc.getFirstSentence());
        for (DocTree tag : doc.getBlockTags()) {
            if (tag instanceof ParamTree param) {
                ofComponents.put(param.getName().toString(), text(param.getDescription()));
            }
        }
    }

    /** The first sentence. */
    String summary() {
        return summary;
    }

    String of(String component) {
        return Optional.ofNullable(ofComponents.get(component))
                .orElseThrow(() -> new AssertionError(type + " has no @param " + component + " for the README"));
    }

    private static String text(List<? extends DocTree> parts) {
        StringBuilder text = new StringBuilder();
        for (DocTree part : parts) {
            switch (part) {
                case TextTree plain -> text.append(plain.getBody());
                case LiteralTree code ->
                    text.append('`').append(code.getBody().getBody().strip()).append('`');
                case LinkTree link ->
                    text.append('`').append(link.getReference().getSignature()).append('`');
                case EntityTree entity ->
                    text.append('&').append(entity.getName()).append(';');
                default -> throw new AssertionError("the README cannot show " + part);
            }
        }
        return text.toString().replaceAll("\\s+", " ").strip().replace("|", "\\|");
    }
}
