package io.xenscribe.mappingtest;

import io.xenscribe.config.Place;
import java.util.Optional;

/**
 * What a test says of one key.
 *
 * @param value the value that it must have; nothing where there must be no key
 */
record Expectation(String path, Optional<String> value, Place place) {}
