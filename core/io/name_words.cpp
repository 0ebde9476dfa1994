// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/name_form.h"

#include <unordered_map>

namespace chainscape {
namespace {

/// Canonical form: its spellings, folded to ASCII, words parted by a blank, spellings by '|'.
struct Spellings {
    std::string_view canonical, spellings;
};

// English, German, French, Italian, Spanish, Portuguese, Dutch, Nordic, Slavic, Baltic, Hungarian, Romanian, Greek, Turkish,
// Arabic and South Asian uses, Indonesian, Malay, Thai, Vietnamese, and the Latin letters of Japanese, Korean, Chinese forms.
constexpr Spellings kLegalForms[] = {
    {"ltd", "ltd|limited|limite|ltda|limitada|lda|ltee|limitee|ltd co|co ltd|company limited|company ltd|co limited|coltd|ltd sti|limited sirketi|ltd sirketi|sti|"
            "pvt ltd|private limited|pvt limited|private ltd|pte ltd|pty ltd|pty limited|pte limited|proprietary limited|pvt|pte|pty|pltd|ltdsti"},
    {"inc", "inc|incorporated|corp|corporation|incorporation|co inc"},
    {"plc", "plc|public limited company|public company limited|pcl|public ltd"},
    {"llc", "llc|l l c|limited liability company|wll|fze|fzco|fz llc|fzc"},
    {"llp", "llp|limited liability partnership|lp|limited partnership"},
    {"co", "co|company|cie|compagnie|cia|compania|companhia|und co|and co"},
    {"gmbh", "gmbh|gesellschaft mit beschrankter haftung|gmbh and co kg|gmbh and co|gmbh co kg|ggmbh|mbh|ges m b h|gesmbh|ug"},
    {"ag", "ag|aktiengesellschaft|kgaa|se|se and co kgaa"},
    {"kg", "kg|ohg|kommanditgesellschaft|gbr|eg|ek|e v|ev"},
    {"sa", "sa|societe anonyme|sociedad anonima|sociedade anonima|sa de cv|sapi de cv|sab de cv|sa de c v|saa|saic|sae|sas|sasu|sab|s a e|sau|cv|de cv"},
    {"sarl", "sarl|societe a responsabilite limitee|eurl|sarlau|suarl|srls|s a r l|sarl au"},
    {"srl", "srl|sociedad de responsabilidad limitada|societa a responsabilita limitata|sl|slu|s de rl de cv|s de rl|sociedad limitada|srlu|unipessoal lda|unipessoal"},
    {"spa", "spa|societa per azioni|sapa|snc|sas di|soc coop|scarl|sc a rl"},
    {"bv", "bv|nv|besloten vennootschap|naamloze vennootschap|bvba|vof|cvba"},
    {"ab", "ab|aktiebolag|publ|aktiebolaget"},
    {"as", "as|aksjeselskap|asa|aps|anonim sirketi|anonim sti|aktieselskab|a s|a/s|spol sro|akciova spolecnost|ans|is"},
    {"oy", "oy|oyj|osakeyhtio"},
    {"sro", "sro|s r o|spol s r o|spol s ro|spolecnost s rucenim omezenym"},
    {"doo", "doo|d o o|d00|do0|dooel|dd|d d|ad|ead|eood|ood|od"},
    {"spzoo", "sp z oo|sp zoo|sp z o o|spolka z ograniczona odpowiedzialnoscia|spolka akcyjna|sp k|sp j"},
    {"kft", "kft|zrt|nyrt|korlatolt felelossegu tarsasag|rt|bt"},
    {"uab", "uab|sia|ou|as sia|jsc|pjsc|ojsc|cjsc|ooo|oao|zao|pao|ao|tov|too|obschestvo s ogranicennoj otvetstvennostu|joint stock company|joint stock co|joint stock"},
    {"ae", "ae|epe|anonymi etaireia|ike|oe|ee"},
    {"santic", "sanayi ve ticaret|san ve tic|san tic|sanayi ticaret|san ve ticaret|sanayi ve tic|san|tic|sanayi|ticaret|ve|sanve|vetic"},
    {"pt", "pt|tbk|persero|cv|ud|perseroan terbatas"},
    {"sdnbhd", "sdn bhd|sendirian berhad|bhd|berhad|sdn"},
    {"jsc", "cong ty tnhh|cong ty co phan|tnhh|cong ty|ctcp|mtv|corporation jsc"},
    {"kk", "kk|kabushiki kaisha|kabushikigaisha|kabushiki gaisha|gk|godo kaisha|yugen kaisha|yk|zhu shi hui she"},
    {"jusik", "jusikhoesa|jusik hoesa|ju|chusik hoesa|yuhan hoesa"},
    {"youxian", "you xian gong si|gu fen you xian gong si|you xian ze ren gong si|youxian gongsi|gufen youxian gongsi|ji tuan|gong si"},
};

constexpr Spellings kShortWords[] = {
    {"international", "intl|int|internat|intern|internationale|internacional|internazionale"},
    {"manufacturing", "mfg|manuf|mfr|manufacture|manufacturers|manufacturer|manufactoring"},
    {"industries", "ind|inds|indus|industry|industrial|industrie|industria|industrias"},
    {"technology", "tech|techn|technol|technologies|tec|technologie"},
    {"electronics", "elec|electron|electronic|elect|elektronik|elektronics"},
    {"services", "svc|svcs|serv|srv|service|svs"},
    {"brothers", "bros|bro"},
    {"department", "dept|dep|dpt"},
    {"government", "govt|gov"},
    {"association", "assoc|assn|asso"},
    {"associates", "assocs"},
    {"university", "univ|uni"},
    {"national", "natl|nat"},
    {"petroleum", "pet|petr|petro|petrol"},
    {"chemical", "chem|chemicals|chemie|chemic"},
    {"engineering", "eng|engg|engr|engrg"},
    {"management", "mgmt|mgt|mngt"},
    {"products", "prod|prods|prd|product"},
    {"refining", "ref|refg|rfg|refinery|refineries"},
    {"marketing", "mktg|mkt|mkting"},
    {"trading", "trdg|trad|trade|trd"},
    {"transport", "transp|trans|transportation"},
    {"development", "dev|devt|dvlpmt"},
    {"solutions", "sol|soln|solns|solution"},
    {"systems", "sys|syst|system"},
    {"garments", "gmt|gmts|garment"},
    {"textile", "tex|text|textiles|teks|tekstil|textil|texteis"},
    {"confection", "konf|konfeksiyon|confeccoes|confecciones"},
    {"apparel", "app|apparels|apprl|apparaels"},
    {"factory", "fty|fact|factories"},
    {"group", "grp|groupe|gruppe|grupo|gruppo|grup|gp"},
    {"holding", "hldg|hldgs|holdings|hld"},
    {"europe", "europa"},
    {"united kingdom", "uk"},
    {"united states", "usa|us"},
    {"laboratories", "lab|labs|laboratory|laboratoires"},
    {"consulting", "cons|consult|consultants|consultancy"},
    {"communications", "comm|comms|communication"},
    {"saint", "st"},
    {"precision", "prec|precis"},
    {"semiconductor", "semi|semicon|semiconductors"},
    {"materials", "matl|mat|material"},
    {"power", "pwr"},
    {"north", "n|nth"},
    {"south", "sth"},
    {"america", "amer|americas"},
    {"and", "und|et|y|e|og|och|ja|en|a"},
};

constexpr std::string_view kCommon =
    "international|manufacturing|industries|technology|electronics|services|brothers|department|association|associates|national|"
    "chemical|engineering|management|products|marketing|trading|transport|development|solutions|systems|garments|textile|confection|"
    "no|nr|num|apparel|factory|group|holding|europe|laboratories|consulting|communications|precision|materials|and|the|of|for|de|la|le|du|des|"
    "der|die|das|del|di|da|do|dos|el|los|unit|branch|division|plant|global|world|enterprise|enterprises|general|new|china|"
    "import|export|imp|exp|knitting|knitwear|fashion|clothing|energy|oil|gas|steel|metal|metals|plastics|foods|food|bank|insurance";

using Table = std::unordered_map<std::string_view, std::string_view>;

template <std::size_t N>
Table tableOf(const Spellings (&rows)[N]) {
    Table table;
    for (const Spellings& row : rows)
        for (std::string_view rest = row.spellings; !rest.empty();) {
            const auto bar = rest.find('|');
            table.emplace(rest.substr(0, bar), row.canonical);
            rest = bar == std::string_view::npos ? std::string_view{} : rest.substr(bar + 1);
        }
    return table;
}

std::string_view lookedUp(const Table& table, std::string_view word) {
    const auto found = table.find(word);
    return found == table.end() ? std::string_view{} : found->second;
}

} // namespace

std::string_view legalForm(std::string_view words) {
    static const Table table = tableOf(kLegalForms);
    return lookedUp(table, words);
}

std::string_view writtenOut(std::string_view word) {
    static const Table table = tableOf(kShortWords);
    return lookedUp(table, word);
}

bool isCommonWord(std::string_view word) {
    static const Spellings row[] = {{"common", kCommon}};
    static const Table table = tableOf(row);
    return table.contains(word);
}

} // namespace chainscape
