package io.tasky.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** Reads under which names pools are to be published, before there are beans of properties. Without state. */
final class ExposedPoolNames {

    private ExposedPoolNames() {}

    /**
     * The part of a pool's settings that is wanted.
     *
     * @param exposeAs the name of a bean
     */
    record Exposure(@Nullable String exposeAs) {}

    /** The names of the beans to be, by the names of their pools. */
    static Map<String, String> read(Environment environment) {
        Map<String, String> names = new LinkedHashMap<>();
        Binder.get(environment)
                .bind("tasky.pools", Bindable.mapOf(String.class, Exposure.class))
                .ifBound(pools -> pools.forEach((pool, exposure) -> {
                    if (exposure.exposeAs() != null) {
                        names.put(pool, exposure.exposeAs().strip());
                    }
                }));
        return names;
    }
}
