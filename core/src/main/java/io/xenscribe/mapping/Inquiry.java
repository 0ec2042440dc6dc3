package io.xenscribe.mapping;

import io.xenscribe.facts.FactText;
import io.xenscribe.mapping.Attempt.End;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Follows one path through what a pass did: for each rule whose template can give the path, down from the rules around it,
 * as far as the pass came.
 */
final class Inquiry {

    private final String path;
    private final MappingText text;
    private final Mapping mapping;
    private final Trace trace;
    private final AccountWriter writer;

    /** @param writer puts into words what is found */
    Inquiry(String path, MappingText text, Mapping mapping, Trace trace, AccountWriter writer) {
        this.path = path;
        this.text = text;
        this.mapping = mapping;
        this.trace = trace;
        this.writer = writer;
    }

    /** One for each rule that can give the path, those of commit keys last. */
    List<Account> accounts() {
        List<Account> accounts = new ArrayList<>();
        addAccounts(text.keys(), mapping.rules(), false, accounts);
        addAccounts(text.commit(), mapping.commit(), true, accounts);
        return accounts;
    }

    private void addAccounts(List<RuleText> texts, List<Rule> rules, boolean commit, List<Account> accounts) {
        for (RuleText rule : texts) {
            PathPattern pattern = PathPattern.of(rule.path());
            boolean scripted = rule.field("js").isPresent() && pattern.isPrefixOf(path);
            if (scripted || pattern.matches(path)) {
                List<Rule> chain = chain(rules, "", rule.path());
                accounts.add(
                        chain.isEmpty() ? writer.unusable(rule, commit) : writer.account(rule, commit, follow(chain)));
            }
        }
    }

    /** The rule with this template, after those around it; empty when it could not be compiled. */
    private static List<Rule> chain(List<Rule> rules, String above, String template) {
        for (Rule rule : rules) {
            String whole = above.isEmpty()
                    ? rule.path().source()
                    : above + "/" + rule.path().source();
            if (PathRules.isAtOrBelow(template, whole)) {
                List<Rule> chain = new ArrayList<>(List.of(rule));
                List<Rule> rest = whole.equals(template) ? List.of() : chain(rule.children(), whole, template);
                chain.addAll(rest);
                if (whole.equals(template) || !rest.isEmpty()) {
                    return chain;
                }
            }
        }
        return List.of();
    }

    private Course follow(List<Rule> chain) {
        List<String> above = new ArrayList<>();
        String at = "";
        for (int i = 0; i < chain.size(); i++) {
            above.add(at);
            boolean last = i + 1 == chain.size();
            List<Attempt> here = before(trace.of(chain.get(i)), at);
            Optional<Attempt> entered = entered(here, chain.get(i), last);
            if (entered.isEmpty()) {
                return new Course(chain, above, i, here, culprit(here, chain.get(i), at));
            }
            at = entered.get().detail();
            if (last) {
                return new Course(chain, above, i + 1, here, key(chain.get(i), at, entered.get()));
            }
        }
        throw new IllegalStateException("a chain without rules");
    }

    private static List<Attempt> before(List<Attempt> attempts, String at) {
        List<Attempt> before = new ArrayList<>();
        for (Attempt attempt : attempts) {
            if (attempt.isBeforePath() && attempt.at().equals(at)) {
                before.add(attempt);
            }
        }
        return before;
    }

    private Optional<Attempt> entered(List<Attempt> here, Rule rule, boolean last) {
        for (Attempt attempt : here) {
            boolean exact = last && rule.script() == null;
            if (attempt.ended(End.ENTERED)
                    && (exact ? path.equals(attempt.detail()) : PathRules.isAtOrBelow(path, attempt.detail()))) {
                return Optional.of(attempt);
            }
        }
        return Optional.empty();
    }

    /** What became of the key itself; the attempt that made it, before any other. */
    private Attempt key(Rule rule, String at, Attempt entered) {
        Attempt found = entered;
        for (Attempt attempt : trace.of(rule)) {
            boolean concerns = attempt.at().equals(path) || (attempt.at().equals(at) && !attempt.ended(End.MADE));
            if (!attempt.isBeforePath() && concerns && (found.ended(End.ENTERED) || attempt.ended(End.MADE))) {
                found = attempt;
            }
        }
        return found;
    }

    /** The attempt that would have led to the path, had it not ended before; null when none would. */
    private @Nullable Attempt culprit(List<Attempt> here, Rule rule, String at) {
        if (here.size() == 1 && !here.getFirst().ended(End.ENTERED)) {
            return here.getFirst();
        }
        for (Attempt attempt : here) {
            if (attempt.ended(End.FAILED) || attempt.ended(End.PENDING)) {
                return attempt;
            }
            if (!attempt.ended(End.ENTERED) && leads(rule, at, attempt.frame())) {
                return attempt;
            }
        }
        return null;
    }

    /** Whether the path would be ours, as far as it is known: of a join, perhaps only the first elements are. */
    private boolean leads(Rule rule, String at, Frame frame) {
        StringBuilder known = new StringBuilder(at.isEmpty() ? "" : at + "/");
        boolean tells = rule.path().isLiteral();
        for (Template.Part part : rule.path().parts()) {
            if (part instanceof Template.Literal literal) {
                known.append(literal.text());
            } else if (part instanceof Template.Expression expression) {
                Object value = expression.value(frame);
                if (value != null && !rule.path().uses(Operand.SlotNumber.class)) {
                    FactText.append(value, known);
                    tells = true;
                } else if (isOpen(expression, frame)) {
                    known.append("${}");
                } else {
                    return false;
                }
            }
        }
        return tells && PathPattern.of(known.toString()).isPrefixOf(path);
    }

    private static boolean isOpen(Template.Expression expression, Frame frame) {
        for (Operand operand : expression.operands()) {
            if (operand.variable() >= 0 && frame.variable(operand.variable()) == null) {
                return true;
            }
        }
        return false;
    }
}
