package io.xenscribe.host;

import java.lang.reflect.InvocationTargetException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** What went wrong in somebody else's code, in one line for the administrator. */
public final class Reason {

    private Reason() {}

    public static String of(Throwable failure) {
        try {
            return describe(cause(failure));
        } catch (RuntimeException | StackOverflowError e) {
            // Its message is computed by the same code that failed.
            return failure.getClass().getName();
        }
    }

    /** What reflection and class loading wrap up. */
    private static Throwable cause(Throwable failure) {
        Throwable cause = failure.getCause();
        boolean wrapped =
                failure instanceof InvocationTargetException || failure instanceof ExceptionInInitializerError;
        return wrapped && cause != null ? cause : failure;
    }

    private static String describe(Throwable failure) {
        String message = failure.getMessage();
        if (failure instanceof NoClassDefFoundError && message != null) {
            return missing(message);
        }
        if (failure instanceof NoSuchFileException) {
            return message + ": no such file";
        }
        if (failure instanceof AccessDeniedException) {
            return message + ": permission denied";
        }
        if (message == null || message.isBlank()) {
            return failure.getClass().getName();
        }
        boolean speaks = failure instanceof Exception && !(failure instanceof RuntimeException);
        return speaks ? message : failure.getClass().getSimpleName() + ": " + message;
    }

    /** The virtual machine says {@code a/b/C}, or a sentence when the class was found and did not initialize. */
    private static String missing(String message) {
        if (message.indexOf(' ') >= 0) {
            return message;
        }
        String className = message.replace('/', '.');
        Optional<String> module = RuntimeModules.withheld(className);
        if (module.isPresent()) {
            return "needs " + className + " of the module " + module.get()
                    + ", which the agent's runtime does not have";
        }
        return "needs the class " + className + ", which is neither in its jar nor offered to plugins";
    }
}
