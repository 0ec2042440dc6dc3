package io.xenscribe.host;

import io.xenscribe.api.XenstoreReader;
import io.xenscribe.xenstore.StoreError;
import io.xenscribe.xenstore.Xenstore;
import io.xenscribe.xenstore.XenstoreException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The store as collectors see it: what may not be read is as if it were not there. */
record StoreReading(Supplier<Xenstore> store) implements XenstoreReader {

    @Override
    public Optional<String> read(String path) throws IOException {
        try {
            return store.get().read(path);
        } catch (XenstoreException e) {
            if (isHidden(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public List<String> list(String path) throws IOException {
        try {
            return store.get().list(path);
        } catch (XenstoreException e) {
            if (isHidden(e)) {
                return List.of();
            }
            throw e;
        }
    }

    private static boolean isHidden(XenstoreException e) {
        StoreError error = e.refusal().orElse(null);
        return StoreError.EACCES.equals(error) || StoreError.ENOENT.equals(error);
    }
}
