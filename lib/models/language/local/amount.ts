/**
 * Numbers, what they count, and the calendar: frequent in every text, so they make a sentence look central and
 * a topic look important without being either. English.
 */
export const AMOUNT =
  /^(?:\d.*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|(?:m|b)illions?|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|twelfth|twentieth|thirtieth|percent|dollars?|euros?|pounds?|years?|quarters?|months?|weeks?|days?|hours?|minutes?|today|tomorrow|yesterday|next|last|o['’]?clock|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:jan|febr)uary|march|april|may|june|july|august|(?:septem|octo|novem|decem)ber)$/i;
