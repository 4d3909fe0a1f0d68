package io.tasky.architecture.planted.spring;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

/** Gets its fields injected. */
class Fields {

    @Autowired
    Runnable autowired;

    @Value("${some.property}")
    String value;
}
