package io.tasky.architecture.planted.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

/** Gets its fields injected. */
class Fields {

    @Autowired
    @Nullable
    Runnable autowired;

    @Value("${some.property}")
    @Nullable
    String value;
}
