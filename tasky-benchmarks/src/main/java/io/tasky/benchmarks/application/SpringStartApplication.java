package io.tasky.benchmarks.application;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;

/** An application with ten beans that have four asynchronous and three scheduled methods each. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableAsync
@EnableScheduling
@Import({
    SpringStartApplication.Orders.class,
    SpringStartApplication.Mails.class,
    SpringStartApplication.Reports.class,
    SpringStartApplication.Feeds.class,
    SpringStartApplication.Carts.class,
    SpringStartApplication.Prices.class,
    SpringStartApplication.Users.class,
    SpringStartApplication.Files.class,
    SpringStartApplication.Images.class,
    SpringStartApplication.Invoices.class
})
public class SpringStartApplication {

    /** Ten methods. */
    public static class Orders extends TenSpringMethods {}

    /** Ten methods. */
    public static class Mails extends TenSpringMethods {}

    /** Ten methods. */
    public static class Reports extends TenSpringMethods {}

    /** Ten methods. */
    public static class Feeds extends TenSpringMethods {}

    /** Ten methods. */
    public static class Carts extends TenSpringMethods {}

    /** Ten methods. */
    public static class Prices extends TenSpringMethods {}

    /** Ten methods. */
    public static class Users extends TenSpringMethods {}

    /** Ten methods. */
    public static class Files extends TenSpringMethods {}

    /** Ten methods. */
    public static class Images extends TenSpringMethods {}

    /** Ten methods. */
    public static class Invoices extends TenSpringMethods {}
}
