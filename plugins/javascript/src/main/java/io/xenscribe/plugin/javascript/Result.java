package io.xenscribe.plugin.javascript;

import io.xenscribe.api.RuleScriptException;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** What a script returned, as text or as texts below sub-paths. */
final class Result {

    /** In UTF-16 units. Far beyond what Xenstore takes, which is for the host to judge. */
    static final int LONGEST_TEXT = 64 * 1024;

    private static final int MOST_KEYS = 10_000;

    private Result() {}

    static @Nullable Object of(Value value, Sandbox sandbox) throws RuleScriptException {
        if (value.isNull()) {
            return null;
        }
        if (isScalar(value)) {
            return text(value, "the script returned ", sandbox);
        }
        String kind = kind(value, sandbox);
        if (kind != null) {
            throw refusal("the script returned " + kind + ", not a text, a number or an object of texts");
        }
        return texts(value, sandbox);
    }

    private static Map<String, String> texts(Value object, Sandbox sandbox) throws RuleScriptException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String name : object.getMemberKeys()) {
            Value member = object.getMember(name);
            if (member == null || member.isNull()) {
                continue;
            }
            if (!isScalar(member)) {
                String kind = kind(member, sandbox);
                throw refusal("the script returned " + (kind == null ? "an object" : kind) + " for '" + name
                        + "', not a text or a number");
            }
            texts.put(name, text(member, "for '" + name + "' the script returned ", sandbox));
            if (texts.size() > MOST_KEYS) {
                throw refusal("the script returned an object of more than " + MOST_KEYS + " texts");
            }
        }
        return texts;
    }

    private static boolean isScalar(Value value) {
        return value.isString() || value.isNumber() || value.isBoolean();
    }

    private static String text(Value scalar, String what, Sandbox sandbox) throws RuleScriptException {
        if (scalar.isBoolean()) {
            return scalar.asBoolean() ? "true" : "false";
        }
        if (scalar.isNumber()) {
            return number(scalar, what);
        }
        long length = sandbox.length(scalar);
        if (length > LONGEST_TEXT) {
            throw refusal(what + "a text of " + length + " characters; " + LONGEST_TEXT + " are the most");
        }
        return scalar.asString();
    }

    private static String number(Value number, String what) throws RuleScriptException {
        if (number.fitsInLong()) {
            return Long.toString(number.asLong());
        }
        if (number.fitsInDouble()) {
            double value = number.asDouble();
            if (Double.isNaN(value) || Double.isInfinite(value)) {
                throw refusal(what + number);
            }
            return value == 0 ? "0" : withoutSuffix(number.toString());
        }
        BigInteger integer = number.asBigInteger();
        if (integer.bitLength() > LONGEST_TEXT) {
            throw refusal(what + "a number of " + integer.bitLength() + " bits");
        }
        return integer.toString();
    }

    /** Of a BigInt, 5n. */
    private static String withoutSuffix(String number) {
        return number.endsWith("n") ? number.substring(0, number.length() - 1) : number;
    }

    /** What to call a value that is not scalar; null for a plain object. */
    private static @Nullable String kind(Value value, Sandbox sandbox) {
        if (value.hasArrayElements()) {
            return "a list";
        }
        if (value.canExecute()) {
            return "a function";
        }
        if (!value.hasMembers()) {
            return "a symbol";
        }
        return value.isProxyObject() || sandbox.isPlain(value) ? null : "an object with a class";
    }

    private static RuleScriptException refusal(String message) {
        return new RuleScriptException(message, 0, 0);
    }
}
