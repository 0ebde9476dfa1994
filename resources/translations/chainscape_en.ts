<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>chainscape::ui::Words</name>
    <message numerus="yes">
        <source>Other (%n firm(s))</source>
        <translation>
            <numerusform>Other (%n firm)</numerusform>
            <numerusform>Other (%n firms)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>pale: %n flow(s) under %1 of all, %2 together</source>
        <translation>
            <numerusform>pale: %n flow under %1 of all, %2</numerusform>
            <numerusform>pale: %n flows under %1 of all, %2 together</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more flow(s), %1 together</source>
        <translation>
            <numerusform>%n more flow, %1</numerusform>
            <numerusform>%n more flows, %1 together</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>chainscape::ui::ChangeView</name>
    <message numerus="yes">
        <source>%n row(s) written to %1.</source>
        <translation>
            <numerusform>%n row written to %1.</numerusform>
            <numerusform>%n rows written to %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copied %n row(s).</source>
        <translation>
            <numerusform>Copied %n row.</numerusform>
            <numerusform>Copied %n rows.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>chainscape::ui::FindingsDesk</name>
    <message numerus="yes">
        <source>%n gap(s) closed</source>
        <translation>
            <numerusform>%n gap closed</numerusform>
            <numerusform>%n gaps closed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>chainscape::ui::FindingsView</name>
    <message numerus="yes">
        <source>Close %n gap(s)</source>
        <translation>
            <numerusform>Close %n gap</numerusform>
            <numerusform>Close %n gaps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copied %n row(s).</source>
        <translation>
            <numerusform>Copied %n row.</numerusform>
            <numerusform>Copied %n rows.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Wrote %n row(s).</source>
        <translation>
            <numerusform>Wrote %n row.</numerusform>
            <numerusform>Wrote %n rows.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>chainscape::ui::FlowView</name>
    <message numerus="yes">
        <source>%1 (%n firm(s))</source>
        <translation>
            <numerusform>%1 (%n firm)</numerusform>
            <numerusform>%1 (%n firms)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n flow(s) copied.</source>
        <translation>
            <numerusform>%n flow copied.</numerusform>
            <numerusform>%n flows copied.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n firm(s) selected.</source>
        <translation>
            <numerusform>%1: %n firm selected.</numerusform>
            <numerusform>%1: %n firms selected.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>chainscape::ui::ImportDialog</name>
    <message numerus="yes">
        <source>%n table(s) of links</source>
        <translation>
            <numerusform>%n table of links</numerusform>
            <numerusform>%n tables of links</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n table(s) of firms</source>
        <translation>
            <numerusform>%n table of firms</numerusform>
            <numerusform>%n tables of firms</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n column(s) should be checked.</source>
        <translation>
            <numerusform>%n column should be checked.</numerusform>
            <numerusform>%n columns should be checked.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>chainscape::ui::MainWindow</name>
    <message numerus="yes">
        <source>%n pair(s) of names look very much alike.</source>
        <translation>
            <numerusform>%n pair of names looks very much alike.</numerusform>
            <numerusform>%n pairs of names look very much alike.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NetworkLanes</name>
    <message numerus="yes">
        <source>%n firm(s)</source>
        <translation>
            <numerusform>%n firm</numerusform>
            <numerusform>%n firms</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>chainscape::ui::InspectorPanel</name>
    <message numerus="yes">
        <source>%n firm(s)</source>
        <translation>
            <numerusform>%n firm</numerusform>
            <numerusform>%n firms</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>selected; %n of them trade(s) nothing in this period</source>
        <translation>
            <numerusform>selected; %n of them trades nothing in this period</numerusform>
            <numerusform>selected; %n of them trade nothing in this period</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>chainscape::ui::NetworkView</name>
    <message numerus="yes">
        <source>%n firm(s), and no links among them yet: import a file that says who sells to whom.</source>
        <translation>
            <numerusform>%n firm, and no links yet: import a file that says who sells to whom.</numerusform>
            <numerusform>%n firms, and no links among them yet: import a file that says who sells to whom.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>chainscape::ui::ProjectController</name>
    <message numerus="yes">
        <source>Import of %n row(s)</source>
        <translation>
            <numerusform>Import of %n row</numerusform>
            <numerusform>Import of %n rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>chainscape::ui::RejectsDialog</name>
    <message numerus="yes">
        <source>%n row(s) were not kept. They stay in the project with their reason. Correct a row in the column &quot;As it stands in the file&quot;, then import it.</source>
        <translation>
            <numerusform>%n row was not kept. It stays in the project with its reason. Correct a row in the column &quot;As it stands in the file&quot;, then import it.</numerusform>
            <numerusform>%n rows were not kept. They stay in the project with their reason. Correct a row in the column &quot;As it stands in the file&quot;, then import it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>chainscape::ui::MergeDialog</name>
    <message numerus="yes">
        <source>%n pair(s) of names look alike. Nothing is merged before you say so.</source>
        <translation>
            <numerusform>%n pair of names looks alike. Nothing is merged before you say so.</numerusform>
            <numerusform>%n pairs of names look alike. Nothing is merged before you say so.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Merge %n pair(s)</source>
        <translation>
            <numerusform>Merge %n pair</numerusform>
            <numerusform>Merge %n pairs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Merged %n name(s)</source>
        <translation>
            <numerusform>Merged %n name</numerusform>
            <numerusform>Merged %n names</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Took %n name(s) apart</source>
        <translation>
            <numerusform>Took %n name apart</numerusform>
            <numerusform>Took %n names apart</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>chainscape::ui::ReportDesk</name>
    <message numerus="yes">
        <source>&quot;%1&quot; is in the report, which now has %n figure(s).</source>
        <translation>
            <numerusform>&quot;%1&quot; is in the report, which now has %n figure.</numerusform>
            <numerusform>&quot;%1&quot; is in the report, which now has %n figures.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>chainscape::ui::TablesView</name>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n row</numerusform>
            <numerusform>%n rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copied %n row(s).</source>
        <translation>
            <numerusform>Copied %n row.</numerusform>
            <numerusform>Copied %n rows.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>chainscape::ui::TimelineBar</name>
    <message numerus="yes">
        <source>%n period(s)</source>
        <translation>
            <numerusform>%n period</numerusform>
            <numerusform>%n periods</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>chainscape::ui::PathsDialog</name>
    <message numerus="yes">
        <source>%n path(s)</source>
        <translation>
            <numerusform>%n path</numerusform>
            <numerusform>%n paths</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first %n path(s); there are more.</source>
        <translation>
            <numerusform>The first path; there are more.</numerusform>
            <numerusform>The first %n paths; there are more.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>chainscape::ui::ChangeSettingsDialog</name>
    <message numerus="yes">
        <source>Take over the %n firm(s) that may only have a new name</source>
        <translation>
            <numerusform>Take over the firm that may only have a new name</numerusform>
            <numerusform>Take over the %n firms that may only have a new name</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>chainscape::ui::View</name>
    <message numerus="yes">
        <source>%n firm(s) selected.</source>
        <translation>
            <numerusform>%n firm selected.</numerusform>
            <numerusform>%n firms selected.</numerusform>
        </translation>
    </message>
</context>
</TS>
