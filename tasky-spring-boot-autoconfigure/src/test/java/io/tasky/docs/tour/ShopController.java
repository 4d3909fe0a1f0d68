package io.tasky.docs.tour;

import java.util.concurrent.CompletionStage;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ShopController {

    private final Shop shop;

    ShopController(Shop shop) {
        this.shop = shop;
    }

    @GetMapping("/invoices/{number}")
    CompletionStage<String> invoice(@PathVariable("number") String number) {
        return shop.invoice(new Order(number));
    }
}
