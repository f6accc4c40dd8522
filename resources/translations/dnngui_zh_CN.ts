<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>AccuracyPanel</name>
        <message>
            <source>Accuracy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Metric</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Press Run to see the accuracy.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Test</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Top 3</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Training</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Which metric is shown</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Within tolerance</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Banner</name>
        <message>
            <source>Copy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy the details</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Dismiss</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>BoundaryControls</name>
        <message>
            <source>Horizontal axis</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Other columns are held at their median, or their most frequent category.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Output</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Vertical axis</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>BoundaryPanel</name>
        <message>
            <source>Choose axes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose data to see its rows here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Decision boundary</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Discretise</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Press Run to see the boundary.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show decisions instead of shades</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show the rows that are held out for testing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Test points</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The network has too few outputs for this data.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>others at median</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Canvas</name>
        <message>
            <source>1 weight</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add {layer}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Connect {source} to {target}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Connect {source} to {target} instead of {old}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cut {what}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Delete {count} connections</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Delete {what}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Delete {what} and close the gap</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Disconnect {source} from {target}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Drop to add {layer} here</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Drop to put {layer} between {source} and {target}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Duplicate {what}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Insert {layer}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Move {what}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Paste {what}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tidy the drawing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>dead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>exploding</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>output {shape}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>saturated</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{count} layers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{count} weights</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} can lead to no other layer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{what}: Enter connects, Tab chooses another layer, Esc cancels.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CanvasView</name>
        <message>
            <source>Drawing of the network</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Chart</name>
        <message>
            <source>Fit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show everything again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show everything again (Home)</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ChartMenu</name>
        <message>
            <source>CSV tables (*.csv)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy picture</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Fit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>PNG pictures (*.png)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save picture</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save picture…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save values</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save values as CSV…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The picture could not be written to {path}. Choose another place.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The values could not be written: {reason}. Choose another place.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Checker</name>
        <message>
            <source>Fit network to data</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ChoiceBox</name>
        <message>
            <source>several</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ColumnHeader</name>
        <message>
            <source>{count} missing</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Command</name>
        <message>
            <source>&amp;About dnngui</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Copy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Duplicate</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Export weights…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Fit drawing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Keyboard shortcuts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;New</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Open…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Paste</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Quit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Run or pause</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Save</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Tidy layout</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Actual &amp;size</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cu&amp;t</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>De&amp;lete</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Delete and &amp;close the gap</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Draw &amp;new weights</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open &amp;table…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open the &amp;log folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Re&amp;set to the first weights</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save &amp;as…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Select &amp;all</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Select with a la&amp;sso</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Step one &amp;batch</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Step one &amp;epoch</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Zoom &amp;in</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Zoom &amp;out</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CurvePanel</name>
        <message>
            <source>Epoch {epoch}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>epoch</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>DataPanel</name>
        <message>
            <source>Choose data set</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Data</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>DatasetFacts</name>
        <message>
            <source>Classes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Dropped rows</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Features</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Filled gaps</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>In numbers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Inputs</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Targets</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Test rows</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Training rows</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Declaration</name>
        <message>
            <source>A landscape of six hills, with a connection that leads around the second hidden layer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A perceptron moves its line for one point at a time until a margin separates two clouds.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Activation</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Adam</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add a learned constant to each sum.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Adds inputs of the same shape, as at the end of a skip connection.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>An often-copied teaching program: its first weights are so small that it never learns and the loss stays at ln 2.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Applies one function to every value; softmax to each sample's values together.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Asks for a margin between the classes; targets are −1 and 1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Axis</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Basic</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Batch size</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Beta 1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Beta 2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bias</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Binary cross-entropy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Binary: an output above it counts as the second class. Empty: the middle.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Categorical cross-entropy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Categorical cross-entropy with class numbers as targets.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Concatenate</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Constant</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Decides the first weights, shuffling and dropout.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Delta</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Dense</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Diabetes regression</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Difference at which it becomes linear.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Digits</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Dimension that grows; -1 is the last.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Distribution of the first biases; else zeros.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Distribution of the first weights; automatic fits the activation.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Dropout</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>ELU</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Each weight gets its own step length from its recent gradients.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Epochs</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Epsilon</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Every neuron sees every input: a weighted sum, a bias, then the activation.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Every weight starts at this.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>First biases</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>First weights</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Flatten</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>For several classes with one softmax output each.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>For two classes with one sigmoid output, or several yes/no outputs.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Four sigmoid neurons bend the boundary around two moons.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Function</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Function applied to each sum.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Function applied to each value.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>GELU</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Gain</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Gives the values of a sample another shape.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Glorot normal</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Glorot uniform</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Gradient descent (SGD)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Gradient descent on the mean squared error finds the line behind noisy points.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Gradient descent that keeps part of its speed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Guards the division.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Handwritten digits of 8 × 8 pixels read by 128 neurons with dropout and Adam.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hard sigmoid</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>He normal</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>He uniform</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hinge</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Huber</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Input</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Iris</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keeps weights small.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>L1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>L2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lays all values of a sample in one row.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lays its inputs side by side.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>LeCun normal</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>LeCun uniform</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leaky ReLU</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Learning rate</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Length of each step downhill.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lengths of one sample: 2 for two features, 8 × 8 for a small picture.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Limit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Linear</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Linear regression y = 3 + 4x</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Logistic regression: one sigmoid neuron draws a straight line between two clouds.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Loss</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Mean absolute error</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Mean of the absolute differences; less moved by outliers.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Mean of the squared differences; for numbers.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Mean squared error</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Memory of the mean of the gradients.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Memory of their squares.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Merge</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Mish</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Momentum</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Momentum that looks ahead to where it is going.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nesterov</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Normal</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Number of neurons.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>One hidden layer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>One step against the gradient of each batch.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Optimizer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Orthogonal</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Perceptron on two clouds</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Playground circle</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pulls weights to exactly zero.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rate</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>ReLU</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Regression: a prediction this close to its target counts as right.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reshape</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Run stops after this many.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>SELU</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Samples per step; empty means all of them at once (full batch).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Scale of the matrix.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Seed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Shape</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Share of the last step that is kept.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Share of the values that are silenced.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sigmoid</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sin</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Single neuron</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Skip connection</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Softmax</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Softplus</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Softsign</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sparse categorical cross-entropy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Spiral 8-8-8</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Spread of the first weights.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Squared for small differences, absolute for large ones.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Standard deviation</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Swish (SiLU)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tanh</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Target shape</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>TensorFlow Playground as it opens: 4 and 2 tanh neurons enclose a disc.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The new lengths; one of them may be -1 and is worked out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The progress of a disease predicted from ten measurements, with L2 against overfitting.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The same deep sigmoid network with wider first weights: it learns the table of XOR.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The values of one sample, as the data set gives them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Three layers of eight tanh neurons and Adam untangle two spirals.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Three species of iris told apart by the sizes of their sepals and petals.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Threshold</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tolerance</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Uniform</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Units</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Value</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Weights start between -limit and limit.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>While training, silences a random share of the values; afterwards passes all.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>XOR</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>XOR (too-small start)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Zeros</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Docks</name>
        <message>
            <source>Data</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Decision boundary</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Inspector</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Layers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Loss</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Metrics</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Problems</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Drawing</name>
        <message>
            <source>Drag it here from the palette, or double-click it there. New layers connect to the selected one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Start with an Input layer</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Editor</name>
        <message>
            <source>The clipboard holds no layers. Copy some in a drawing first.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Exporter</name>
        <message>
            <source>Export weights</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>NumPy arrays (*.npz)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>ONNX model, preprocessing included (*.onnx)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Safetensors (*.safetensors)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There are no weights yet. Mend the problems of the network first.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Files</name>
        <message>
            <source>Edits and trained weights since the last save would be lost.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open project</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rename project</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save project</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save the changes to “{name}”?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saved {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>dnngui projects (*{ending})</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>GeneratedForm</name>
        <message>
            <source>Draw other points</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How far the points stray.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Noise</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Points</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Seed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Set noise</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Set number of points</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Set seed of points</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The same seed draws the same points.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Their number.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>InspectorPanel</name>
        <message>
            <source>Inspector</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LayerSection</name>
        <message>
            <source>Inputs</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Output</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Parameters</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Set {field} of {count} layers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Set {field} of {layer}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LengthsEdit</name>
        <message>
            <source>several</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LossPanel</name>
        <message>
            <source>Batches</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Log</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Log axis</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Loss</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Press Run to see the loss.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show the loss on a logarithmic axis</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Test</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Training</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>MainWindow</name>
        <message>
            <source>Draw new weights</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open table</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The data is being read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Transport</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Untitled</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Menu</name>
        <message>
            <source>&amp;Edit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;File</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Help</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Train</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;View</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Menus</name>
        <message>
            <source>&amp;Appearance</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Language</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Panels</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Reset layout</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>About dnngui</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Arrow keys</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cancel a gesture</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Connect from the chosen layer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Dark</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Draw a neural network, train it, watch it learn, take the weights away.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Edit the chosen layer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keyboard shortcuts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Language</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Light</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Move what is selected</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New from e&amp;xample</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Next or previous layer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No files yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open &amp;recent</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Redo</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>System</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The language changes when the program starts again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Undo</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Message</name>
        <message>
            <source>A binary task must have two classes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A connection leads to a layer that does not exist.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A feature is not a finite number.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A label is not the index of one of the classes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A layer's number is not below the next free one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A name has 1 to 100 characters, no spaces and no slash.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A target is not a finite number.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add a Dense layer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add a Dense layer of {units}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add a Flatten</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add needs inputs of one shape and gets {shapes}. Make the layers before it equally wide.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Another layer is called {name}. Choose another name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Axis {axis} does not exist: the inputs have {rank} dimensions. Use -1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Class numbers begin at 0.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Class “{label}”: {train} for training, {test} for testing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Concatenate needs inputs that differ only along its axis and gets {shapes}. Make their other lengths equal.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Dense needs one dimension per sample. Insert a Flatten before it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Enter a number between {least} and {most}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Enter a number from {least} to {most}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Enter a number greater than {least} and at most {most}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Enter a number greater than {least}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Enter a number less than {most}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Enter a number of at least {least} and less than {most}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Enter a number of at least {least}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Enter a number of at most {most}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Enter a number.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Enter a whole number from {least} to {most}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Enter a whole number of at least {least}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Enter a whole number of at most {most}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Enter a whole number.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Enter up to {count} whole numbers of at least {least}, such as 8 × 8.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Enter whole numbers of at least {least}, such as 8 × 8.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Every row misses a value. Fill missing values, or ignore the column “{column}”, which misses most.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Features: {features}, inputs: {inputs}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Insert {layer} before {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Mend {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Missing values that were filled: {count}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No column is a feature. Mark the columns that the network reads.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No column is the target. Mark the column that is to be predicted.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No layer of the network has weights, so it cannot learn. Add a Dense layer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing follows the input. Connect a Dense layer to it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>ONNX holds less than 2 GB of weights in a file and the network has more. Export .npz or .safetensors instead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Row {row} has not as many cells as the first row of names or values: {found} instead of {expected}. Mend the row, or choose another separator.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Row {row}, column “{column}”: the target is missing. Fill in the cell, or leave out the row.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Row {row}, column “{column}”: “{text}” is not a finite number. Mend the cell, or leave it empty.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Row {row}, column “{column}”: “{text}” is not a number. Mend the cell, or mark the column as a category.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Row {row}, column “{column}”: “{text}” is not one of {known}. Mend the cell.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Row {row}, column “{column}”: “{text}” is too large to compute with. Choose a larger unit for the column.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rows left out because a value is missing: {count}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rows: {train} for training, {test} for testing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saved and read back: {count} weights, equal bit for bit.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saved and read back: {count} weights, equal bit for bit; predictions for {rows} rows differ by at most {difference:.1e}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saved and read back: {count} weights, equal bit for bit; predictions for {rows} rows differ by at most {difference:.1e}. Its numbers are float64: float32 would round a column too much.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saved “{path}”.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Set shape to {shape}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Set units to {units}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Several columns are called “{column}”; the later ones are numbered.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Softmax of one output is always 1: {name} can learn nothing.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The ONNX model names other classes than the program, so nothing was saved. Export .npz or .safetensors instead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The ONNX model’s predictions differ by {difference:.1e}, more than {tolerance:.0e}, so nothing was saved. Export .npz or .safetensors instead, or train with L2: smaller weights make less of float32’s rounding.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The batch size is between 1 and 1000000, or empty for all samples.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The column “{column}” has no values in the training part. Ignore the column.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The column “{column}” has no values. Ignore it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The column “{column}” has {count} different values; a category has at most {limit}. Ignore the column, or mark it as a number.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The columns of the data do not have the same number of rows.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The connection is not there any more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The connections run in a circle. Remove one of them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The data has {wanted} classes and {name} gives {outputs} outputs.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The data has {wanted} targets and {name} gives {outputs} outputs.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The data has {width} targets and the network {outputs} outputs. Give the last layer {width} units.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The data have no column “{column}”, which the network needs.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The description of {name} was read back differently from how it was written, so nothing was saved. Try again, or choose another folder.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The encoding “{encoding}” of the file “{file}” is not known. Choose another.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The ending of “{name}” tells no format. Use one of: {known}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file “{file}” cannot be read as a table: {reason}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file “{file}” has a header but no rows.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file “{file}” has a quotation mark that is never closed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file “{file}” has no column “{column}”.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file “{file}” has {size} MB; tables of up to {limit} MB can be read. Keep a part of its rows.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file “{file}” is empty.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file “{file}” is not {encoding} text. Choose another encoding.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The folder “{folder}” does not exist. Choose another.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The loss is not a finite number at step {step}. Lower the learning rate.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The loss is not a finite number at step {step}: {layer} is the first layer whose values went bad. Lower the learning rate.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The network ends in several layers: {names}. Join or delete all but one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The network has no input. Add an Input layer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The network has {parameters} weights and the program takes {most}. Use fewer units.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The network makes no valid ONNX model ({reason}), so nothing was saved. Export .npz or .safetensors instead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The network takes {width} values a sample and the data has {given}. Set the Input layer's shape to {given}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The network’s predictions are not finite numbers, so there is nothing to export. Reset and train again with a smaller learning rate.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The program is busy with a long step. Try again in a moment.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The project cannot be saved to “{path}”: {reason}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The project does not hold the file “{file}”. Open the table again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The saved run belongs to more training samples than there are.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The saved weights belong to another network.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The saved weights belong to another network. Start again from first weights.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The saved weights were trained on other data. Start again from first weights.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The table has a single column, “{column}”; it needs a feature and a target. Choose another separator.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The table “{name}” in the file is damaged and was left out. Open it again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The table “{path}” cannot be read: {reason}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The target “{column}” is a category, and there is another target. Keep one target, or mark all of them as numbers.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The target “{column}” is “{label}” in every row: there is nothing to tell apart. Choose another target.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The test rows do not have the shape of the training rows.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The test targets do not have the shape of the training targets.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The training part has no rows. Hold out fewer rows for the test.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The training state in the file is damaged and was left out ({reason}). The network starts again from first weights.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The weights in the file are not finite numbers and were left out. The network starts again from first weights.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The weights in the file belong to another network and were left out. The network starts again from first weights.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The weights of {layer} are not finite numbers, so there is nothing to export. Go back to the last good weights, or reset and train again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The weights {name} are too large for ONNX’s float32. Export .npz or .safetensors instead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The weights {name} were read back differently from how they were written, so nothing was saved. Try again, or choose another folder.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no example “{name}”. Choose one of: {known}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no example “{name}”. Did you mean “{near}”?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no file “{path}”. Check its name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no format {name}. Choose one of: {known}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no loss {name}. Choose one of: {known}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no room for “{path}” on the disk. Free some space, or choose another folder.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no table “{path}”. Check its name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is not enough memory for this network. Use fewer units or a smaller batch.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There must be at least one row with one feature.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There must be at least two classes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There must be one label for each row.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There must be one target for each row.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Training stopped because of an error in the program: {error}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Two layers are connected twice. Remove one connection.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Two layers have the same number or name. Give each its own.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use {loss}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What was written to “{path}” was read back differently, so nothing was saved. Choose another folder: its disk may be full or failing.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{classes} classes need {classes} outputs and the network has {outputs}. Give the last layer {classes} units.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{layer} &lt;- {inputs}: Add needs inputs of one shape and gets {shapes}. Make the layers before it equally wide.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{layer} &lt;- {inputs}: Axis {axis} does not exist: the inputs have {rank} dimensions. Use -1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{layer} &lt;- {inputs}: Concatenate needs inputs that differ only along its axis and gets {shapes}. Make their other lengths equal.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{layer} &lt;- {inputs}: Dense needs one dimension per sample. Insert a Flatten before it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{layer} &lt;- {inputs}: {total} values do not fill the shape {target}. Use -1 for one length.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{loss} goes with sigmoid and {name} ends with {activation}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{loss} is for classes and the data has numbers to predict.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{loss} needs one output per class and {name} gives one in all.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{loss} needs outputs of both signs and {name} ends with {activation}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{loss} reads probabilities and {name} ends with {activation}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} cannot be read: {reason}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} cannot stand on this connection.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} ends the network with several dimensions per sample. Add a Flatten.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} ends with {activation}, which cannot reach every number.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} has more inputs than it takes. Remove a connection.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} has no input. Connect a layer to it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} is larger than {limit} MB. Take a part of its rows.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} joins at least {least} inputs and has {connected}. Connect another one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} takes {taken} values and a sample of the data has {given}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{problem} “dnngui check {path}” lists the problems and their repairs.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{source} already depends on {target}: the connection would close a circle.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{source} already leads to {target}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{source} cannot feed itself.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{target} is an input: nothing can lead to it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{target} takes one input. Join several with Add or Concatenate.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{total} values do not fill the shape {target}. Use -1 for one length.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{file}” is a workbook or an archive. Save the sheet as CSV and open that.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{file}” is not a text file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{path}” cannot be read: {reason}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{path}” could not be written ({reason}). Choose another name or folder.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{path}” is a folder. Choose a file name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{path}” is a folder. Choose a project's file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{path}” is damaged, or was not copied to its end. Open another copy of it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{path}” is damaged: {reason}. Open another copy of it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{path}” is not a file. Choose a project's file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{path}” is not a project of dnngui. Open a .dnn file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{path}” is too large for a project's file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{path}” may not be written. Choose another folder, or close the program that uses the file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{path}” was made by a newer dnngui (version {version} of the file). Update the program.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>NameEdit</name>
        <message>
            <source>Name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rename {layer}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Unique name; it leads the names of the layer's weights.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Notices</name>
        <message>
            <source>Fit network to data</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go back to the last good weights</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Something went wrong in the program: {error} You can go on and save your work.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>NumberBox</name>
        <message>
            <source>several</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PaletteList</name>
        <message>
            <source>Layers</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PalettePanel</name>
        <message>
            <source>Enter adds the best match.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No layer is called that.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Palette</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Search layers</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ProblemRow</name>
        <message>
            <source>Show the layer</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ProblemsPanel</name>
        <message>
            <source>Network</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No problems</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Problems</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>RateBox</name>
        <message>
            <source>Length of each step downhill; can be changed while it runs.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Reading</name>
        <message>
            <source>Class {name}: output {value}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Class {name}: {share}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Output</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>output {number}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Sign</name>
        <message>
            <source>Error</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Warning</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SourcePicker</name>
        <message>
            <source>1,797 pictures of 8 × 8, 10 classes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>150 rows, 4 features, 3 classes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>178 rows, 13 features, 3 classes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>4 rows, 2 features, 2 classes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>442 rows, 10 features, a number to predict</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>569 rows, 30 features, 2 classes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Breast cancer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Built-in sets</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bumps: a landscape to predict</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Circle: a disc in a ring</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Diabetes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Digits</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Exclusive or: four quarters</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Gauss: two clouds</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Iris</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Learn from the columns of your own CSV file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Line: y = 3 + 4x to predict</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Moons: two half circles</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open another table…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open table…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Plane: a slope to predict</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Spiral: two arms</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Wine</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>XOR table</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SplitForm</name>
        <message>
            <source>Each class has the same share in both parts.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Held out for testing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hold out other rows</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keep shares of classes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Mean 0 and deviation 1, measured on the training part alone.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Set shares of classes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Set split seed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Set standardising of features</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Set standardising of the target</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Set test share</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Share of the rows that the network is tested on and never learns from.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Split seed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Standardise features</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Standardise target</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The network learns it with mean 0 and deviation 1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The same seed holds out the same rows.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Stage</name>
        <message>
            <source>Draw a line around the layers to select.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Strip</name>
        <message>
            <source>Colours: {names}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>and {count} more</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>TableDialog</name>
        <message>
            <source>OK</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open table</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reading…</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>TableForm</name>
        <message>
            <source>Category</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Drop rows</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Each value has an input of its own.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Feature</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Fill gaps</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>First rows</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ignored</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is left out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its values are standardised.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Kind</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Missing values</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Role</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Select a column above</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Set missing values</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Set {field} of {columns}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Target</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The network predicts it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The network reads it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{count} selected columns</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{rows} rows, {columns} columns, {gaps} missing values</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>TableFormat</name>
        <message>
            <source>Bar</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Blanks</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Comma</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Comma 1,5</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Decimal sign</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Encoding</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>First row is a header</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Point 1.5</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Semicolon</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Separator</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Set header</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Set {field}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tab</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>TableOpener</name>
        <message>
            <source>Open table</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tables ({endings});;All files (*)</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>TrainingSection</name>
        <message>
            <source>Layers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Network</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Output</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Parameters</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Set {field}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Training</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>all samples</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the middle</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>TransportBar</name>
        <message>
            <source>Accuracy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Back to the same first weights</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Draw new first weights</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Epoch</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Finished</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Learning rate</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Loss</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not ready</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pause</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Paused</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ready</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Run</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Running</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>R²</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Set learning rate</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Speed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>State</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stopped</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Test loss</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Train for one epoch</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Train on one batch</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Transport</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{count} steps/s</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>VariantEditor</name>
        <message>
            <source>Automatic</source>
            <translation type="unfinished" />
        </message>
    </context>
</TS>
