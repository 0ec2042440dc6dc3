package io.xenscribe.host;

import io.xenscribe.publish.PassListener;
import io.xenscribe.publish.PassReport;
import io.xenscribe.xenstore.Xenstore;
import io.xenscribe.xenstore.XenstoreException;
import java.io.PrintStream;

/** Shows the embedded store: the tree after the first pass, then each change. */
final class StoreDisplay implements PassListener {

    private final Xenstore store;
    private final PrintStream out;
    private boolean isShown;

    /** @param store a connection of its own */
    StoreDisplay(Xenstore store, PrintStream out) {
        this.store = store;
        this.out = out;
    }

    @Override
    public void passed(PassReport report) {
        if (!isShown) {
            isShown = true;
            show();
        }
    }

    @Override
    public void disconnected(String reason) {
        out.println(reason);
    }

    private void show() {
        try {
            String home = StoreListing.home(store);
            new StoreListing(store, out).print(home);
            ChangeLog changes = new ChangeLog(store, out);
            changes.watch(home);
            Thread display = new Thread(() -> follow(changes), "store-display");
            display.setDaemon(true);
            display.start();
        } catch (XenstoreException failure) {
            out.println(failure.getMessage());
        }
    }

    private void follow(ChangeLog changes) {
        try {
            changes.print();
        } catch (XenstoreException closed) {
            out.println(closed.getMessage());
        }
    }
}
