package io.xenscribe.host;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Has somebody else's code answer within a time, or does without. */
final class Deadline {

    private static final long STACK_SIZE = 256 * 1024;

    private Deadline() {}

    /** Something to be asked. */
    @FunctionalInterface
    interface Question<T> {
        T ask() throws RefusalException;
    }

    /**
     * The answer. The thread that is asked lives only as long as that takes; one that gives none is left behind.
     *
     * @param who is asked, for people
     * @throws RefusalException what the question threw, or that there was no answer and where it hangs
     */
    static <T> T answer(String who, Duration limit, Question<T> question) throws RefusalException {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Thread asked = new Thread(null, () -> ask(question, answer), who, STACK_SIZE);
        asked.setDaemon(true);
        asked.start();
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failure) {
            Throwable cause = failure.getCause();
            throw refusal(cause == null ? failure : cause);
        } catch (TimeoutException silent) {
            StackTraceElement[] stack = asked.getStackTrace();
            asked.interrupt();
            throw new RefusalException("is given up: " + who + " has not answered within " + limit.toSeconds() + " s"
                    + (stack.length == 0 ? "" : ", at " + whereabouts(stack)));
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            throw new RefusalException("was not waited for");
        }
    }

    /** Below the JDK's own, of which nobody learns anything. */
    private static StackTraceElement whereabouts(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            if (frame.getModuleName() == null) {
                return frame;
            }
        }
        return stack[0];
    }

    private static <T> void ask(Question<T> question, CompletableFuture<T> answer) {
        try {
            answer.complete(question.ask());
        } catch (Throwable failure) {
            answer.completeExceptionally(failure);
        }
    }

    private static RefusalException refusal(Throwable failure) {
        if (failure instanceof RefusalException refusal) {
            return refusal;
        } else if (failure instanceof OutOfMemoryError none) {
            throw none;
        }
        return new RefusalException(Reason.of(failure));
    }
}
