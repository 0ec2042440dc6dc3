package io.xenscribe.xenstore;

import org.junit.jupiter.api.Timeout;

/** What every store does. */
@Timeout(60)
interface XenstoreContract extends TreeContract, TransactionContract, WatchContract, WaitContract {}
