// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/column_words.h"

#include <array>

namespace chainscape {
namespace {

constexpr auto kRoleWords = [] {
    using enum ColumnRole;
    constexpr TableKind L = TableKind::Links;
    constexpr TableKind F = TableKind::Firms;
    return std::to_array<RoleWords>({
        {L, Source,
         "source|from|source id|from id|source firm|from firm|source name|source node|seller|supplier|vendor|supplier name|vendor name|seller name|"
         "supplier id|seller id|exporter|origin|provider|partner|shipper|sender|upstream|payee|merchant|start|src|merchant name|provider name|input name|input|up stages|up stage|predecessor|precursor|"
         "von|quelle|lieferant|verkaufer|lieferantenname|anbieter|herkunft|absender|fournisseur|vendeur|origine|expediteur|de|"
         "origen|proveedor|vendedor|exportador|desde|fornecedor|origem|remetente|"
         "\u6765\u6e90|\u4f9b\u5e94\u5546|\u5356\u65b9|\u6e90|\u4f9b\u65b9|\u51fa\u53e3\u56fd|\u4e0a\u6e38|\u4f9b\u5e94\u5546\u540d\u79f0|partner label|partner country|"
         "ship from|sold by|bill from|creditor|creditor name|beneficiary|counterpart area|kreditor|zulieferer|begunstigter|zahlungsempfanger|beneficiaire|beneficiario|fornitore|leverancier|"
         "\u4f9b\u8d27\u65b9|\u4f9b\u8d27\u5355\u4f4d|\u9500\u552e\u65b9|\u5356\u65b9\u540d\u79f0|\u4f9b\u65b9\u540d\u79f0|\u53d1\u8d27\u65b9|\u9500\u8d27\u5355\u4f4d|\u4ed5\u5165\u5148|\u4f9b\u7d66\u5143|\u8ca9\u58f2\u5143|\u8f38\u51fa\u56fd"},
        {L, Target,
         "target|to|target id|to id|target firm|to firm|target name|target node|buyer|customer|client|purchaser|buyer name|customer name|buyer id|"
         "customer id|importer|destination|receiver|recipient|downstream|payer|reporter|consignee|end|dst|goes into|goes into name|provided name|provided|output name|output|paying entity|entity|down stages|down stage|successor|"
         "nach|ziel|kunde|kaufer|abnehmer|empfanger|kundenname|an|acheteur|client name|cible|destinataire|importateur|a|vers|"
         "destino|comprador|cliente|importador|hacia|destinatario|alvo|para|"
         "\u76ee\u6807|\u5ba2\u6237|\u4e70\u65b9|\u91c7\u8d2d\u5546|\u9700\u65b9|\u53bb\u5411|\u8fdb\u53e3\u56fd|\u4e0b\u6e38|\u5ba2\u6237\u540d\u79f0|reporter label|reporter country|"
         "ship to|sold to|bill to|cust|cust name|cust code|cust id|cust no|customer no|customer number|debtor|debitor|besteller|zahlungspflichtiger|klant|"
         "\u91c7\u8d2d\u65b9|\u91c7\u8d2d\u65b9\u540d\u79f0|\u4e70\u65b9\u540d\u79f0|\u9700\u6c42\u65b9|\u9700\u65b9\u540d\u79f0|\u6536\u8d27\u65b9|\u6536\u8d27\u5355\u4f4d|\u8d2d\u8d27\u5355\u4f4d|\u5f97\u610f\u5148|\u8ca9\u58f2\u5148|\u7d0d\u5165\u5148|\u8f38\u5165\u56fd"},
        {L, Period,
         "period|date|year|month|quarter|time|time period|rpt period|fiscal year|reporting period|week|day|payment date|invoice date|posting date|"
         "transaction date|ref period|year month|yearmonth|booking date|value date|document date|delivery date|shipment date|ship date|clearance date|order date|"
         "periode|datum|jahr|monat|quartal|zeitraum|zeit|geschaftsjahr|buchungsdatum|buchungstag|belegdatum|rechnungsdatum|lieferdatum|valutadatum|annee|mois|trimestre|semaine|date de paiement|exercice|"
         "fecha|ano|anio|mes|periodo|trimestre|semana|ejercicio|data|"
         "\u671f\u95f4|\u65e5\u671f|\u5e74\u4efd|\u5e74|\u5e74\u6708|\u6708\u4efd|\u6708|\u5b63\u5ea6|\u65f6\u95f4|\u5e74\u5ea6|\u65e5\u4ed8|\u671f\u9593|\u56db\u534a\u671f"},
        {L, Kind,
         "kind|link kind|type|link type|category|relation|relationship|product|commodity|expense type|category family|layer|good|goods|"
         "product category|product name|material|item category|sitc|hs code|flow|flow type|"
         "art|typ|kategorie|produkt|ware|warengruppe|beziehung|produktgruppe|categorie|produit|genre|relation type|marchandise|"
         "tipo|categoria|producto|relacion|mercancia|clase|produto|relacao|mercadoria|"
         "\u7c7b\u578b|\u7c7b\u522b|\u4ea7\u54c1|\u5546\u54c1|\u5173\u7cfb|\u79cd\u7c7b|\u54c1\u7c7b"},
        {L, Value,
         "value|amount|flow value|trade value|quantity|volume|weight|total|sum|total value|sales|spend|turnover|net amount|gross amount|amount gbp|amount eur|"
         "amount usd|qty|price|revenue|count|shipments|share|obs value|indicator value|total amount|invoice amount|line amount|line total|extended price|ext price|amt|net value|gross value|fob value|cif value|invoice value|statistical value|fob|cif|"
         "wert|betrag|menge|umsatz|summe|anzahl|gewicht|volumen|nettobetrag|bruttobetrag|rechnungsbetrag|buchungsbetrag|warenwert|valeur|montant ht|montant ttc|montant|quantite|somme|poids|chiffre d affaires|"
         "valor|importe|monto|cantidad|suma|peso|volumen|ventas|quantidade|montante|receita|soma|receita brl|"
         "\u91d1\u989d|\u6570\u91cf|\u4ef7\u503c|\u503c|\u603b\u989d|\u91cf|\u6d41\u91cf|\u9500\u552e\u989d|\u91d1\u984d|\u6570\u91cf|\u58f2\u4e0a|\u58f2\u4e0a\u9ad8|\u4fa1\u984d"},
        {L, Unit,
         "unit|uom|currency|units|unit of measure|measure|currency code|einheit|wahrung|masseinheit|unite|devise|monnaie|unidad|moneda|divisa|unidade|"
         "moeda|\u5355\u4f4d|\u8d27\u5e01|\u5e01\u79cd|\u5358\u4f4d|\u901a\u8ca8"},
        {L, LinkDigital,
         "digital|digital score|digital level|digital share|digitalisation|digitalization|digitisation|digitization|digital maturity|link digital|edi|"
         "digitalgrad|digitaler reifegrad|digitalisierung|digitalisierungsgrad|numerique|niveau numerique|numerisation|score numerique|"
         "digitalizacion|nivel digital|puntuacion digital|digitalizacao|pontuacao digital|"
         "\u6570\u5b57\u5316|\u6570\u5b57\u5316\u6c34\u5e73|\u6570\u5b57\u5316\u7a0b\u5ea6|\u6570\u5b57\u5206\u6570"},
        {L, ViaPlatform,
         "via platform|via|platform|mediated by|marketplace|intermediary|platform id|platform name|channel|uber plattform|plattform|vermittler|"
         "plateforme|via plateforme|intermediaire|plataforma|via plataforma|intermediario|\u5e73\u53f0|\u7ecf\u7531\u5e73\u53f0|\u4e2d\u4ecb"},
        {L, SourceRef,
         "source ref|source reference|reference|ref|evidence|document|invoice|invoice number|invoice no|transaction number|transaction no|citation|url|"
         "beleg|belegnummer|nachweis|rechnungsnummer|referenz|facture|preuve|numero de facture|referencia|factura|comprobante|fatura|documento|"
         "\u51ed\u8bc1|\u6765\u6e90\u6587\u4ef6|\u53d1\u7968\u53f7|\u53c2\u8003"},
        {L, Confidence,
         "confidence|certainty|reliability|probability|konfidenz|vertrauen|zuverlassigkeit|confiance|fiabilite|confianza|fiabilidad|confianca|"
         "\u7f6e\u4fe1\u5ea6|\u53ef\u4fe1\u5ea6"},
        {L, Source,
         "country of origin|origin country|cntry name|country name|country|loading port|port|port city|herkunftsland|ursprungsland|land|pays d origine|pays|pais de origen|pais|"
         "\u539f\u4ea7\u56fd|\u56fd\u5bb6", false},
        {L, Target,
         "importing company|company|company name|consignee name|discharge port|port|port city|country of destination|destination country|bestimmungsland|department|body|paying body|organisation|authority|council|dienststelle|behorde|ministere|ministerio|geo|geography|ref area|reference area|\u90e8\u95e8|empresa|entreprise|unternehmen|"
         "\u516c\u53f8", false},
        {L, Unit, "indicator|indicators|measure name|indikator|indicateur|indicador|\u6307\u6807", false},
        {L, Kind, "prod name|product code|product label|cn code|hs|hs2|hs4|hs6|cn8|nace|cpa|sector|item", false},
        {F, Id,
         "id|firm id|company id|node id|code|key|firm|node|identifier|entity id|supplier id|facility id|seller id|provider id|os id|number|lei|duns|vat id|"
         "nummer|kennung|firmennummer|kurzel|identifiant|numero|siren|siret|identificador|codigo|cif|cnpj|"
         "\u7f16\u53f7|\u4ee3\u7801|\u6807\u8bc6|\u4f01\u4e1a\u7f16\u53f7|\u7edf\u4e00\u793e\u4f1a\u4fe1\u7528\u4ee3\u7801"},
        {F, Name,
         "name|firm name|company name|label|company|title|organisation|organization|facility name|supplier name|provider name|entity name|supplier|facility|"
         "legal name|seller|vendor|vendor name|"
         "firma|unternehmen|firmenname|bezeichnung|betrieb|nom|entreprise|societe|raison sociale|denomination|nombre|empresa|razon social|compania|"
         "nome|razao social|companhia|\u540d\u79f0|\u516c\u53f8|\u4f01\u4e1a|\u516c\u53f8\u540d\u79f0|\u4f01\u4e1a\u540d\u79f0|\u540d\u5b57"},
        {F, Period,
         "period|date|year|valid from|since|from|as of|quarter|month|periode|datum|jahr|stand|gultig ab|annee|depuis|fecha|desde|ano|data|"
         "\u671f\u95f4|\u65e5\u671f|\u5e74\u4efd|\u5e74"},
        {F, Stage,
         "stage|tier|chain stage|level|layer|step|stage name|position in chain|stufe|wertschopfungsstufe|ebene|phase|etape|maillon|niveau|rang|etapa|"
         "eslabon|nivel|elo|estagio|\u9636\u6bb5|\u73af\u8282|\u5c42\u7ea7|\u4ea7\u4e1a\u73af\u8282"},
        {F, Sector,
         "sector|industry|branch|sector name|industry name|nace|isic|naics|line of business|branche|sektor|industrie|wirtschaftszweig|secteur|"
         "secteur d activite|industria|rama|actividad|setor|ramo|\u884c\u4e1a|\u90e8\u95e8|\u4ea7\u4e1a|\u9886\u57df"},
        {F, Region,
         "region|country|country area|area|location|nation|territory|country name|country code|land|standort|bundesland|gebiet|pays|lieu|region name|"
         "pais|zona|ubicacion|regiao|\u5730\u533a|\u56fd\u5bb6|\u533a\u57df|\u7701\u4efd"},
        {F, Parent,
         "parent|parent id|parent company|parent name|group|owner|holding|ultimate parent|muttergesellschaft|konzern|mutter|eigentumer|maison mere|groupe|"
         "societe mere|matriz|grupo|empresa matriz|controladora|\u6bcd\u516c\u53f8|\u96c6\u56e2|\u63a7\u80a1\u516c\u53f8"},
        {F, Function,
         "function|role|firm function|funktion|rolle|aufgabe|fonction|role name|funcion|rol|funcao|papel|\u529f\u80fd|\u89d2\u8272|\u804c\u80fd"},
        {F, FirmDigital,
         "digital|digital score|digital level|digitalisation|digitalization|digitisation|digitization|digital maturity|digital capability|"
         "digitalgrad|digitaler reifegrad|digitalisierung|digitalisierungsgrad|numerique|niveau numerique|numerisation|score numerique|"
         "digitalizacion|nivel digital|madurez digital|digitalizacao|maturidade digital|"
         "\u6570\u5b57\u5316|\u6570\u5b57\u5316\u6c34\u5e73|\u6570\u5b57\u5316\u7a0b\u5ea6|\u6570\u5b57\u5206\u6570"},
        {F, IsPlatform,
         "is platform|platform|intermediary|marketplace|ist plattform|plattform|est plateforme|plateforme|es plataforma|plataforma|e plataforma|"
         "\u662f\u5426\u5e73\u53f0|\u5e73\u53f0"},
        {F, EndUser,
         "end user|is end user|final user|final demand|consumer|endnutzer|endkunde|endverbraucher|utilisateur final|usuario final|consumidor final|"
         "\u6700\u7ec8\u7528\u6237|\u7ec8\u7aef\u7528\u6237"},
        {F, Revenue,
         "revenue|turnover|sales|annual revenue|revenues|umsatz|erlos|umsatzerlose|chiffre d affaires|ca|revenu|ingresos|ventas|facturacion|receita|"
         "faturamento|\u6536\u5165|\u8425\u4e1a\u6536\u5165|\u8425\u6536|\u9500\u552e\u989d"},
        {F, Cost, "cost|costs|cost rate|kosten|aufwand|cout|couts|coste|costo|costes|custo|custos|\u6210\u672c"},
        {F, Latitude, "latitude|lat|breite|breitengrad|latitud|\u7eac\u5ea6"},
        {F, Longitude, "longitude|lon|lng|long|lange|langengrad|longitud|\u7ecf\u5ea6"},
    });
}();

bool isUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool isLower(char c) { return c >= 'a' && c <= 'z'; }

/// The base letter of a Latin-1 letter with an accent (second byte after 0xC3); 0: none.
char baseLetter(unsigned char second) {
    static constexpr std::string_view kBase = "aaaaaaaceeeeiiiidnooooo ouuuuyts";
    const unsigned char folded = second >= 0xA0 ? second : static_cast<unsigned char>(second + 0x20);
    return kBase[folded - 0xA0u];
}

} // namespace

std::span<const RoleWords> roleWords() { return kRoleWords; }

std::string withPlainBrackets(std::string_view header) {
    std::string out;
    for (std::size_t i = 0; i < header.size();) {
        const std::string_view here = header.substr(i, 3);
        const bool opens = here == "\uFF08", closes = here == "\uFF09";
        out += opens ? '(' : closes ? ')' : header[i];
        i += opens || closes ? 3 : 1;
    }
    return out;
}

std::string_view columnOfTable(std::string_view header) {
    const std::size_t open = header.find('[');
    if (open == std::string_view::npos || !header.ends_with(']') || (open > 0 && header[open - 1] == ' ')) return {};
    return header.substr(open + 1, header.size() - open - 2);
}

std::string normalisedHeader(std::string_view written) {
    const std::string_view column = written.starts_with('[') ? columnOfTable(written) : std::string_view();
    const std::string header = withPlainBrackets(column.empty() ? written : column);
    std::string out;
    int depth = 0;
    for (std::size_t i = 0; i < header.size(); ++i) {
        char c = header[i];
        if (c == '(' || c == '[') ++depth;
        const bool inBrackets = depth > 0;
        if ((c == ')' || c == ']') && depth > 0) --depth;
        if (inBrackets) continue;
        if (c == '\xC3' && i + 1 < header.size()) {
            c = baseLetter(static_cast<unsigned char>(header[++i]));
        } else if (isUpper(c)) {
            const bool newWord = i > 0 && (isLower(header[i - 1]) || (isUpper(header[i - 1]) && i + 1 < header.size() && isLower(header[i + 1])));
            if (newWord && !out.empty() && out.back() != ' ') out += ' ';
            c = static_cast<char>(c + 32);
        } else if (!isLower(c) && !(c >= '0' && c <= '9') && static_cast<unsigned char>(c) < 0x80) {
            c = ' ';
        }
        if (c != ' ' || (!out.empty() && out.back() != ' ')) out += c;
    }
    while (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

} // namespace chainscape
